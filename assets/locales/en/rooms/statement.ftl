statement = Statement
statement-entry = Entry
statement-none = No entries
statement-none-text = Bills appear here by the day they fall due.
statement-pending = Pending
statement-bill = See the bill
