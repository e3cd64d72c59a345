nav-label = Navegação
nav-home = Início
nav-bills = Faturas
nav-account = Conta
nav-services = Serviços
skip-to-content = Ir para o conteúdo

menu-label = Menu da conta:
menu-customers = Clientes
menu-accounts = Outras contas

role-customer = Cliente
role-finance = Financeiro
role-technical = Técnico
role-org-admin = Administrador da organização
role-client-admin = Administrador do cliente
role-signatory = Signatário
role-manager = Gestor
role-inspector = Fiscal
role-service-controller = Controlador de serviço
role-operator = Operador
role-administrator = Administrador
role-master = Master

sign-out = Sair
sign-out-title = Sair de { $provider }?
sign-out-text = O que está guardado neste aparelho é apagado. Nada muda no provedor: entre de novo quando quiser.
signing-out = Saindo…
open-account = Abrir { $account }
remove-account = Remover deste aparelho

page-not-found = Página não encontrada
page-not-found-advice = Não há nada em { $address }.
go-to-start = Ir para o início

banner-this-session = Só nesta sessão: este sistema não tem um chaveiro para guardar a chave dos dados. Ao fechar, tudo é esquecido.
banner-keychain-locked = Só nesta sessão: o chaveiro do sistema está bloqueado. Desbloqueie-o para guardar os dados.
banner-session-ended = Sua sessão terminou
banner-cache-rebuilt = Os dados guardados estavam danificados; o Balcão os busca de novo no provedor. Nada se perdeu.
banner-offline = Sem conexão
banner-left-out = { $count ->
    [one] Um registro deste provedor não pôde ser lido e falta nas telas e nas somas.
   *[other] { $count } registros deste provedor não puderam ser lidos e faltam nas telas e nas somas.
}
banner-left-out-see = Ver qual
sign-in-again = Entrar de novo
crumbs-label = Onde você está
tile-account = Minha Conta
tile-bills = Fatura
