package file

// vendors are the presets for the exports of other systems. It is never written to. The address beside
// each says where its column names were read; exports differ with a company's own fields, so only the
// columns under Needs must be there.
var vendors = []Preset{
	{
		// The order lines of one order follow each other and all but the first leave the order's columns
		// blank: docs.xbp.app/docs/development/integrations/shopify/order-format; all columns:
		// github.com/jadwro/allegro_csv_parser, src/Shopify/types/ShopifyOrderTypeCSV.ts
		Name:  "shopify-orders",
		About: "Shopify: the export of orders, a line an item",
		Needs: [][]string{{"Name"}, {"Lineitem name"}, {"Lineitem quantity"}, {"Lineitem price"}, {"Financial Status"}},
		Mapping: Mapping{
			Rows: Orders, Order: "Name", Quantity: "Lineitem quantity", Price: "Lineitem price", Total: "Total",
			Rule: Rule{
				Contact: "Email", Time: "Created at", Subject: "Lineitem name", Category: "Vendor", Channel: "Source",
				Discount: "Discount Amount", Currency: "Currency",
			},
		},
	},
	{
		// docs.cello.so/guides/attribution/stripe-reports names the columns of the payments export; the whole
		// header "id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,…,Status,…,
		// Customer ID,Customer Description,Customer Email,Captured" stands in several public importers.
		Name:  "stripe-payments",
		About: "Stripe: the export of payments",
		Needs: [][]string{{"id", "PaymentIntent ID"}, {"Created (UTC)", "Created date (UTC)"}, {"Amount"}, {"Amount Refunded"}, {"Status"}},
		Mapping: Mapping{
			Rows: Events,
			Rule: Rule{
				Contact: "Customer Email|Customer ID", Time: "Created (UTC)|Created date (UTC)", Event: "=payment", Kind: "order",
				ID: "id|PaymentIntent ID", Amount: "Amount", Currency: "Currency", Subject: "Description",
				When: map[string][]string{"Status": {"Paid", "succeeded", "Refunded", "Partially refunded", "Partial refund"}},
			},
			Also: []Rule{
				{
					Event: "=refund", Kind: "refund", Time: "Created (UTC)|Created date (UTC)", Amount: "Amount Refunded",
					When: map[string][]string{"Amount Refunded": {"*"}},
				},
				{
					Event: "=payment failed", Kind: "other", Time: "Created (UTC)|Created date (UTC)",
					When: map[string][]string{"Status": {"Failed", "canceled", "requires_payment_method", "requires_action", "blocked"}},
				},
			},
		},
	},
	{
		// The columns every audience export has beside the audience's own merge fields; as quoted in
		// github.com/buren/honey_format, spec (a CSV fixture), and many importers.
		Name:  "mailchimp-audience",
		About: "Mailchimp: the export of an audience (subscribed, unsubscribed or cleaned)",
		Needs: [][]string{{"Email Address"}, {"MEMBER_RATING"}, {"OPTIN_TIME"}, {"LAST_CHANGED"}, {"LEID"}},
		Mapping: Mapping{
			Rows: Contacts, Traits: []string{"*"}, SignedUp: "CONFIRM_TIME|OPTIN_TIME",
			Rule: Rule{Contact: "Email Address"},
			Also: []Rule{
				{Event: "=unsubscribed", Kind: "unsubscribe", Time: "UNSUB_TIME", Channel: "=email", Subject: "UNSUB_CAMPAIGN_TITLE"},
				{Event: "=bounced", Kind: "bounced", Time: "CLEAN_TIME", Channel: "=email", Subject: "CLEAN_CAMPAIGN_TITLE"},
			},
		},
	},
	{
		// Columns as in public importers of Klaviyo's export of a list or segment ("Email, …, Email Marketing
		// Consent, Email Marketing Consent Timestamp, …, First Active, Last Active, Profile Created On, Date
		// Added, Last Open, Last Click"); the names of its metrics (Received Email, Opened Email, …):
		// developers.klaviyo.com/en/docs/export-data-from-klaviyo
		Name:  "klaviyo-profiles",
		About: "Klaviyo: the export of a list or segment",
		Needs: [][]string{{"Email"}, {"Email Marketing Consent"}, {"Profile Created On", "Date Added", "First Active", "Last Open"}},
		Mapping: Mapping{
			Rows: Contacts, Traits: []string{"*"}, SignedUp: "Profile Created On|Date Added|First Active",
			Rule: Rule{Contact: "Email"},
		},
	},
	{
		// The columns "Summation column, Id, Requester, Requester id, Requester external id, Requester email, …,
		// Group, Subject, …, Ticket type, Created at, …, Solved at, Resolution time, Satisfaction Score" stand in
		// public importers; the export is described at support.zendesk.com/hc/en-us/articles/4408886165402
		Name:  "zendesk-tickets",
		About: "Zendesk: the CSV export of tickets",
		Needs: [][]string{{"Id"}, {"Requester email", "Requester"}, {"Subject"}, {"Created at"}, {"Solved at"}},
		Mapping: Mapping{
			Rows: Events,
			Rule: Rule{
				Contact: "Requester email|Requester id|Requester", Time: "Created at", Event: "=ticket created", Kind: "ticket",
				ID: "Id", Subject: "Id", Category: "Ticket type|Group", Text: "Subject",
			},
			Also: []Rule{{Event: "=ticket solved", Kind: "ticket_solved", Time: "Solved at"}},
		},
	},
	{
		// The names under which Intercom shows and exports its standard attributes, as its help centre listed
		// them ("Name, Email, …, Web sessions, Last seen, First seen, Signed up, …, Last contacted, Last heard
		// from, Last opened email, Last clicked on link in email, Unsubscribed from emails").
		Name:  "intercom-people",
		About: "Intercom: the export of people",
		Needs: [][]string{{"Email", "User ID"}, {"Signed up"}, {"Last seen"}, {"Web sessions", "Last contacted", "First seen"}},
		Mapping: Mapping{
			Rows: Contacts, Traits: []string{"*"}, SignedUp: "Signed up|First seen",
			Rule: Rule{Contact: "Email|User ID"},
		},
	},
	{
		// prodsight.ai/help-sub/intercomexport-help-center/getting-started/what-does-the-intercom-conversation-export-contain
		Name:  "intercom-conversations",
		About: "Intercom: conversations as exported by Prodsight, a row a message",
		Needs: [][]string{{"message_id"}, {"message_body"}, {"message_created_at"}, {"conversation_id"}, {"message_author_type"}},
		Mapping: Mapping{
			Rows: Events,
			Rule: Rule{
				Contact: "message_author_email|message_author_user_id|message_author_id", Time: "message_created_at",
				Event: "=conversation started", Kind: "ticket", ID: "message_id", Subject: "conversation_id", Text: "message_body", Channel: "=chat",
				When: map[string][]string{"message_type": {"conversation_message"}},
			},
			Also: []Rule{{
				Event: "=conversation message", Kind: "other", Time: "message_created_at", Text: "message_body",
				When: map[string][]string{"message_type": {"!conversation_message"}},
			}},
		},
	},
	{
		// Columns as in public fixtures of HubSpot's exports: "Record ID, Deal Name, Amount, Deal Stage, Close
		// Date, Deal Owner, Company Name, Pipeline, Create Date".
		Name:    "hubspot-deals",
		About:   "HubSpot: the export of deals",
		Needs:   [][]string{{"Record ID"}, {"Deal Name"}, {"Deal Stage"}, {"Amount"}, {"Close Date"}},
		Mapping: deals("Associated Contact|Associated Company|Company Name|Associated Company (Primary)|Associated Company Names", "Record ID", "Deal Name", "Pipeline", "Deal Stage", "Create Date", "Close Date", "Amount", "Currency"),
	},
	{
		// The same fixtures: "Record ID, First Name, Last Name, Email, Phone Number, Contact owner, Lifecycle
		// Stage, Country/Region, Last Activity Date".
		Name:  "hubspot-contacts",
		About: "HubSpot: the export of contacts",
		Needs: [][]string{{"Record ID"}, {"Email"}, {"Lifecycle Stage", "Lead Status"}, {"Contact owner", "Create Date", "Last Activity Date"}},
		Mapping: Mapping{
			Rows: Contacts, Traits: []string{"*"}, SignedUp: "Create Date", Rule: Rule{Contact: "Email"},
		},
	},
	{
		// n-rich.atlassian.net/wiki, page 1313767425, lists the columns of a report on opportunities; what the
		// fields mean: help.salesforce.com/s/articleView?id=sales.opp_fields.htm
		Name:    "salesforce-opportunities",
		About:   "Salesforce: a report on opportunities, exported as CSV",
		Needs:   [][]string{{"Account Name"}, {"Opportunity Name"}, {"Stage"}, {"Amount"}, {"Close Date"}},
		Mapping: deals("Account Name", "Opportunity ID|Opportunity Name", "Opportunity Name", "Type", "Stage", "Created Date", "Close Date", "Amount", "Opportunity Currency|Amount Currency"),
	},
	{
		Name:    "deals",
		About:   "sales opportunities of any system: opened, won, lost",
		Needs:   [][]string{dealContacts, {"deal_stage", "stage", "Deal Stage", "Stage", "status"}, {"close_date", "Close Date", "closed_at"}, {"close_value", "amount", "value", "deal_value"}},
		Mapping: deals(either(dealContacts), "opportunity_id|deal_id|id", "product|deal_name|name", "series|pipeline", "deal_stage|stage|status", "engage_date|created_at|create_date|created_date|open_date", "close_date|closed_at", "close_value|amount|deal_value|value", "currency"),
	},
}

// dealContacts are the names under which files of deals hold whose they are.
var dealContacts = []string{"account", "account_name", "company", "company_name", "customer", "contact", "contact_email", "customer_id", "account_id"}

// deals is the mapping of a file of sales opportunities: a deal is opened on one day, and won or lost on
// another. What is won is an order.
func deals(contact, id, subject, category, stage, opened, closed, amount, currency string) Mapping {
	return Mapping{
		Rows: Events,
		Rule: Rule{
			Contact: contact, Time: closed, Event: "=deal won", Kind: "order", ID: id, Subject: subject, Category: category,
			Amount: amount, Currency: currency, Channel: "=sales",
			When: map[string][]string{stage: {"Won", "Closed Won", "ClosedWon"}},
		},
		Also: []Rule{
			{Event: "=deal opened", Kind: "other", Time: opened},
			{Event: "=deal lost", Kind: "other", Time: closed, When: map[string][]string{stage: {"Lost", "Closed Lost", "ClosedLost"}}},
		},
	}
}
