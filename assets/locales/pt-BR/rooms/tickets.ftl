tickets = Atendimento
ticket = Atendimento
tickets-none = Nenhum atendimento
tickets-none-text = Conte ao provedor o que precisa; o protocolo e a resposta ficam aqui.
tickets-current = Em andamento
tickets-pending = Pendentes
tickets-closed = Fechados
tickets-all = Todos
ticket-open = Novo Atendimento
ticket-send = Enviar
ticket-kind = Tipo
ticket-plan = Serviço
ticket-plan-help = Se for sobre um plano, diga qual.
ticket-subject = Assunto
ticket-text = O que aconteceu?
ticket-text-help = Quanto mais detalhes, mais rápida a solução.
ticket-protocol = Protocolo
ticket-protocol-later = protocolo chega com o envio
ticket-opened = Aberto em
ticket-state = Situação
ticket-answer-by = Resposta até
ticket-closed-at = Encerrado em
ticket-rating = Avaliação
ticket-reply = Responder
ticket-reply-text = Mensagem
ticket-close = Encerrar
ticket-close-ask = Encerrar este atendimento?
ticket-reopen = Reabrir
ticket-reopen-text = Por que reabrir?
ticket-reopen-causes = O atendimento volta para a fila do provedor, com tudo o que já foi dito.
ticket-rate = Avaliar
ticket-rate-send = Enviar avaliação
ticket-rate-causes = Conte como foi a solução.
ticket-stars = Nota
ticket-comment = Comentário
ticket-comment-help = Não é obrigatório.
ticket-five = Ótimo
ticket-four = Bom
ticket-three = Regular
ticket-two = Ruim
ticket-one = Péssimo
ticket-technical = Suporte técnico
ticket-billing = Financeiro
ticket-commercial = Comercial
ticket-complaint = Reclamação
ticket-cancellation = Cancelamento
ticket-other = Outro assunto
ticket-acknowledged = Aberto
ticket-in-progress = Em atendimento
ticket-awaits-you = Aguardando você
ticket-held = Em espera
ticket-resolved = Solucionado
ticket-is-closed = Encerrado
ticket-cancelled = Cancelado
ticket-rejected = Recusado
ticket-talk = Conversa
ticket-late =
    { $count ->
        [one] A resposta venceu ontem.
       *[other] A resposta venceu há { $count } dias.
    }
ticket-last-day = A resposta vem até hoje.
ticket-days-left =
    { $count ->
        [one] A resposta vem até amanhã.
       *[other] A resposta vem em até { $count } dias.
    }
