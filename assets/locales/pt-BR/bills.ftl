bill = Fatura
bill-of-month = Fatura de { $month }
bill-number = Fatura { $number }
bill-pending = Pendente
bill-overdue = Vencida há { $count ->
    [one] { $count } dia
   *[other] { $count } dias
  }
bill-paid = Pago
bill-cancelled = Cancelada
bill-falls-due = vence { $weekday }, { $day }
bill-falls-due-short = vence { $day }
bill-fell-due = venceu { $day }
bill-still-in-time = pague até { $weekday }, { $day }
bill-due = vencimento { $day }
bill-paid-on = pago em { $day }
bill-original = original { $amount }
bill-amount-on = valor em { $day }
bill-open = Ver Boleto
bill-open-paid = Ver fatura
bill-open-number = { $open } { $number }
bill-back = Voltar às faturas
bill-is-paid = Esta fatura está paga.

filters-label = Filtros
filter-due = A vencer
filter-due-count = A vencer { $count }
filter-overdue = Vencidas
filter-paid = Pagas
filter-all = Todas
filter-period = Período
search-bills = Buscar nas faturas por plano, número ou valor

totals-label = Resumo Totais
total-open = Em aberto
total-paid = Pagos
total-overall = Geral do período

column-due = Vencimento
column-number = Fatura
column-description = Plano
column-state = Situação
column-amount = Valor
column-open = Abrir

bills-by-month = Pago e em aberto por mês
bills-shown = { $count ->
    [one] { $shown } de { $count } fatura
   *[other] { $shown } de { $count } faturas
  }
no-bills-found = Nada encontrado
no-bills-found-text = Nenhuma fatura tem o que você buscou. Confira a busca, o filtro e o período.
no-bills-due = Nenhuma fatura a vencer
no-bills-due-text = Está tudo pago. As faturas anteriores estão em Pagas e em Todas.
no-bills-overdue = Nenhuma fatura vencida
no-bills-paid = Nenhuma fatura paga
no-bills-paid-text = As faturas pagas aparecem aqui.
no-bills-at-all = Nenhuma fatura
no-bills-at-all-text = Não há faturas para mostrar. Confira o período, se escolheu um.

boleto = Boleto
qr-label = QR Code do Pix desta fatura
pix-note = Pague com Pix · cai na hora
copy-pix = Copiar Pix
copied-pix = Código Pix copiado
barcode-enlarge = Ampliar o código de barras
barcode-label = Código de barras do boleto
copy-line = Copiar linha digitável
copied-line = Linha digitável copiada

bill-partial = Parcial · faltam { $amount }
bill-new = Nova
bill-on-hold = Em contestação
bill-validated = Validada
bill-credit = Crédito
bill-credit-of = de { $day }
bill-paid-of = pago { $paid } de { $amount }
bill-new-text = Esta fatura ainda não foi enviada: não é preciso pagar agora.
bill-on-hold-text = Esta fatura está em contestação: não é preciso pagar agora.
bill-credit-text = O provedor deve este valor a você: não há o que pagar.
bill-cancelled-text = Esta fatura foi cancelada: não pague.
bill-surplus = Pago a mais: { $amount }. Fica como crédito no provedor.
boleto-whole = O boleto traz o valor inteiro. Pague o que falta pelo Pix, ou peça outro boleto ao provedor.
charges-paid = Já pago
charges-rest = Falta pagar
charges-original = Valor original
charges-fine = Multa
charges-interest = Juros
charges-total = Total

fact-plan = Plano
fact-number = Número
fact-period = Período
fact-issued = Emissão
fact-due = Vencimento
fact-paid-on = Pago em
fact-original = Valor original
