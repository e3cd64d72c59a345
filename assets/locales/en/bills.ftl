bill = Bill
bill-of-month = { $month } bill
bill-number = Bill { $number }
bill-pending = Pending
bill-overdue = { $count ->
    [one] { $count } day overdue
   *[other] { $count } days overdue
  }
bill-paid = Paid
bill-cancelled = Cancelled
bill-falls-due = due { $weekday }, { $day }
bill-falls-due-short = due { $day }
bill-fell-due = was due { $day }
bill-still-in-time = pay by { $weekday }, { $day }
bill-due = due date { $day }
bill-paid-on = paid on { $day }
bill-original = originally { $amount }
bill-amount-on = amount as of { $day }
bill-open = View boleto
bill-open-paid = View bill
bill-open-number = { $open } { $number }
bill-back = Back to bills
bill-is-paid = This bill is paid.

filters-label = Filters
filter-due = Due
filter-due-count = Due { $count }
filter-overdue = Overdue
filter-paid = Paid
filter-all = All
filter-period = Period
search-bills = Search bills by plan, number or amount

totals-label = Totals
total-open = Outstanding
total-paid = Paid
total-overall = Total for the period

column-due = Due
column-number = Bill
column-description = Plan
column-state = Status
column-amount = Amount
column-open = Open

bills-shown = { $count ->
    [one] { $shown } of { $count } bill
   *[other] { $shown } of { $count } bills
  }
bills-by-month = Paid and outstanding by month
no-bills-found = Nothing found
no-bills-found-text = No bill matches. Check the search, the filter and the period.
no-bills-due = No bills due
no-bills-due-text = Everything is paid. Earlier bills are under Paid and All.
no-bills-overdue = No overdue bills
no-bills-paid = No paid bills
no-bills-paid-text = Bills you have paid appear here.
no-bills-at-all = No bills
no-bills-at-all-text = There are no bills to show. Check the period if you chose one.

boleto = Boleto
qr-label = Pix QR code for this bill
pix-note = Pay with Pix, Brazil’s instant payment · clears at once
copy-pix = Copy Pix code
copied-pix = Pix code copied
barcode-enlarge = Enlarge the barcode
barcode-label = Barcode of the boleto
copy-line = Copy boleto number
copied-line = Boleto number copied

bill-partial = In part · { $amount } left
bill-new = New
bill-on-hold = Contested
bill-validated = Validated
bill-credit = Credit
bill-credit-of = of { $day }
bill-paid-of = { $paid } of { $amount } paid
bill-new-text = This bill was not sent yet: there is no need to pay now.
bill-on-hold-text = This bill is contested: there is no need to pay now.
bill-credit-text = The provider owes you this amount: there is nothing to pay.
bill-cancelled-text = This bill was cancelled: do not pay it.
bill-surplus = Paid too much: { $amount }. It stays as credit with the provider.
boleto-whole = The boleto carries the whole amount. Pay what is left by Pix, or ask the provider for another boleto.
charges-paid = Already paid
charges-rest = Left to pay
charges-original = Original amount
charges-fine = Late fee
charges-interest = Interest
charges-total = Total

fact-plan = Plan
fact-number = Number
fact-period = Period
fact-issued = Issued
fact-due = Due
fact-paid-on = Paid on
fact-original = Original amount
