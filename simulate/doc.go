// Package simulate makes worlds with known truth: companies whose contacts belong to personas that were
// planted, to try the product without data of one's own and to see whether it finds again what is there.
//
// A Persona is a process: how often its contacts visit and buy, for how much and how regularly, when
// and how soon they open emails, which features they take up, when they fall silent. Contacts of one
// persona differ: each draws rates, chances and amounts of their own, so that personas overlap as they do
// in life. A structureless world has one process with the averages and spreads of all personas together
// and no groups, to see whether groups are reported where there are none.
//
// Every contact is a function of the seed and the contact's number alone. Worlds of any size stream,
// in any order and on any number of goroutines, and give the same events.
package simulate
