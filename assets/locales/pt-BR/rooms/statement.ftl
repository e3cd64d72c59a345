statement = Extrato Financeiro
statement-entry = Lançamento
statement-none = Nenhum lançamento
statement-none-text = As faturas aparecem aqui pela data de vencimento.
statement-pending = Pendentes
statement-bill = Ver a fatura
