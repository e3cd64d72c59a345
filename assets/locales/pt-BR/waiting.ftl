waiting-title = Falta enviar
waiting-lead = Isto foi decidido neste aparelho e o provedor ainda não tem.
waiting-none = Nada falta enviar
waiting-none-text = O provedor tem tudo o que você decidiu aqui.
waiting-queued = Aguardando envio
waiting-sending = Enviando
waiting-accepted = Enviada
waiting-refused = Não aceita
waiting-held = Segue depois que você decidir sobre a alteração que não foi aceita.
waiting-change = Mudança de { $fields }
waiting-proof = Comprovante { $name }
waiting-file = Enviando o arquivo
waiting-sent = { $sent } de { $total } kB
waiting-edit = Editar
waiting-other-file = Trocar arquivo
waiting-cancel = Cancelar envio
waiting-discard = Descartar
waiting-see = Ver
day-time = { $day }, { $time }

banner-refused = { $count ->
    [one] { $count } alteração não foi aceita pelo provedor
   *[other] { $count } alterações não foram aceitas pelo provedor
  }
banner-waiting = { $count ->
    [one] { $count } alteração aguardando envio
   *[other] { $count } alterações aguardando envio
  }
banner-outbox-salvaged = O arquivo com o que faltava enviar estava danificado e foi guardado à parte. Recuperadas: { $kept }. Perdidas: { $lost }.
banner-outbox-unreadable = A chave do que faltava enviar se perdeu. Alterações guardadas à parte, sem poder ler: { $lost }.
banner-outbox-recovered = A chave do que faltava enviar voltou. Recuperadas: { $kept }. Perdidas: { $lost }.

unsent-title = Falta enviar o que você decidiu
unsent-text = { $count ->
    [one] { $count } alteração só existe neste aparelho. Se você sair sem enviar, ela se perde.
   *[other] { $count } alterações só existem neste aparelho. Se você sair sem enviar, elas se perdem.
  }
unsent-send = Enviar agora e sair
unsent-sending = Enviando…
unsent-discard = Descartar e sair
unsent-left = Nem tudo pôde ser enviado. Confira a conexão e tente de novo.
