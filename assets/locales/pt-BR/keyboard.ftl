keys-title = Atalhos do teclado
keys-go = Ir para
keys-list = Nas listas e faturas
keys-anywhere = Em qualquer tela
key-command = Ctrl
key-command-mac = ⌘
key-enter = Enter
key-escape = Esc

shortcut-commands = Buscar ou ir para
shortcut-search = Buscar
shortcut-next = Próxima linha
shortcut-previous = Linha anterior
shortcut-open = Abrir a linha
shortcut-copy-pix = Copiar o Pix da fatura aberta
shortcut-keys = Ver os atalhos
shortcut-close = Fechar

commands-open = Ir para…
commands-label = Buscar um lugar, uma ação ou uma fatura
commands-recent = Recentes
commands-places = Ir para
commands-actions = Ações
commands-bills = Faturas em aberto
commands-found = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
  }
commands-none = Nada encontrado
commands-none-text = Busque um lugar, uma ação, ou uma fatura pelo número, valor ou mês.
command-bill = Fatura { $number } · { $amount }
command-copy-pix = Copiar Pix da próxima fatura
command-choose = Trocar para { $customer }
