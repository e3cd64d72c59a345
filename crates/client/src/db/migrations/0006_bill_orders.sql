-- A list of bills is read along an index of its order, which ends in the row's own number.
DROP INDEX bills_of_customer;
CREATE INDEX bills_by_due ON bills (customer, due_on, number);
CREATE INDEX bills_by_number ON bills (customer, number);
CREATE INDEX bills_by_description ON bills (customer, description, due_on, number);
CREATE INDEX bills_by_state ON bills (customer, part, due_on, number);
CREATE INDEX bills_by_worth ON bills (customer, worth, due_on, number);
