home-greeting = Olá, { $name }
home-next-bill = Próxima fatura · { $month }
home-overdue-bill = Fatura vencida · { $month }
home-other-bills = Outras faturas
home-rest = { $count ->
    [one] mais { $count } fatura em aberto
   *[other] mais { $count } faturas em aberto
  }
home-nothing-due = Nenhuma fatura em aberto
home-nothing-due-note = Avisamos aqui quando chegar a próxima.

suspended-since = Serviço suspenso desde { $day }
suspended-overdue = { $plan }: { $count ->
    [1] há uma fatura vencida, de { $sum }.
    [2] há duas faturas vencidas, { $sum } ao todo.
   *[other] há { $count } faturas vencidas, { $sum } ao todo.
  } Pague por Pix e o serviço volta em minutos.
suspended-nothing-due = { $plan }: não há fatura vencida. Fale com o provedor para saber o motivo.
suspended-no-bills-allowed = { $plan }: fale com quem cuida das faturas ou com o provedor.
pay-amount = Pagar { $amount }

plans-title = Plano
plan-created = Criado
plan-pending-active = Em ativação
plan-active = Habilitado
plan-suspended = Suspenso
plan-pending-terminate = Em cancelamento
plan-terminated = Cancelado
plan-since-days = { $state } { $count ->
    [0] desde hoje
    [one] há { $count } dia
   *[other] há { $count } dias
  }
plan-since-day = { $state } desde { $day }
