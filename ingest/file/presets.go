package file

// presets are the kinds of files known by their columns. It is never written to.
var presets = []Preset{
	{
		Name:  "segment",
		About: "calls of Segment's libraries, one JSON object a line: track, identify, page, screen, group, alias, batch",
		Mapping: Mapping{
			Rows: Segment,
		},
	},
	{
		Name:  "orders",
		About: "lines of invoices: lines with one order id become one order, returns become refunds",
		Needs: [][]string{orderNames, contactNames, {"Quantity", "Qty", "quantity_ordered", "UnitPrice", "Unit Price", "Price", "sales_value", "Amount", "line_total"}},
		Mapping: Mapping{
			Rows:      Orders,
			Cancelled: "C",
			Order:     either(orderNames),
			Quantity:  "Quantity|Qty|quantity_ordered|Menge|Quantité|Cantidad",
			Price:     "UnitPrice|Unit Price|Price|unit_price|price_each|PRICEEACH|Einzelpreis|Prix unitaire|Precio unitario",
			Rule: Rule{
				Contact:  either(contactNames),
				Time:     "InvoiceDate|Invoice Date|Order Date|order_date|OrderDate|transaction_timestamp|purchase_date|created_at|Date|timestamp|Rechnungsdatum|Bestelldatum",
				Amount:   "sales_value|line_total|Line Total|LineTotal|Total Price|Amount|Sales|Gesamtpreis|Betrag",
				Discount: "retail_disc + coupon_disc + coupon_match_disc|Discount|discount_amount|Discount Amount|Rabatt",
				Subject:  "Description|product_name|Product Name|Product|Item|product_id|StockCode|sku|SKU|Artikel",
				Category: "Category|product_category|Product Category|department|Kategorie",
				Channel:  "Channel|sales_channel|Kanal",
				Currency: "Currency|currency_code|Währung",
			},
		},
	},
}

// orderNames are the names under which files hold an order's id.
var orderNames = []string{"InvoiceNo", "Invoice", "Invoice No", "Invoice ID", "invoice_id", "OrderID", "Order ID", "order_id", "OrderNo", "Order Number", "order_number", "ORDERNUMBER", "basket_id", "transaction_id", "Rechnungsnummer", "Bestellnummer", "Auftragsnummer"}

// contactNames are the names under which files of orders hold whose they are.
var contactNames = []string{"CustomerID", "Customer ID", "customer_id", "CustomerNo", "household_id", "Customer Email", "customer_email", "Email", "user_id", "client_id", "member_id", "Kundennummer", "Kunden-Nr", "Numéro client", "CUSTOMERNAME", "Customer Name"}

// either writes several names as one field.
func either(names []string) string {
	s := ""
	for i, n := range names {
		if i > 0 {
			s += "|"
		}
		s += n
	}
	return s
}
