// Package file brings files into the warehouse: CSV and TSV of any make, JSON Lines, Parquet, and
// gzip of them; events, invoice lines and contact tables.
//
// An import goes through the same stations whatever the file. A sample of it is looked at: how it is
// encoded, cut into fields, headed, what its columns hold. A Mapping says what the columns mean: the
// user's, a preset's, or a suggestion from the sample. Columns whose reading depends on all of their
// values (is 3/4/2010 in March or in April?) are read whole before anything is decided. Then the file
// is read in blocks of whole records by several workers, each row checked and turned into events, and
// the blocks' events are appended to a Load in the order of the file. What can be seen of the import
// before Commit is nothing, so a bad file, a refusal by the user, or the end of the process leaves no trace.
//
// The same file gives the same events, ids and line numbers whatever the number of workers.
package file
