add-title = Quem atende você?
add-lead = Informe o endereço que seu provedor enviou por e-mail. Se não souber, pergunte ao suporte dele.
address-label = Endereço do provedor
address-example = cliente.provedor.com.br
look-up = Procurar
looking-up = Procurando…
continue = Continuar
certificate-of = certificado de { $host }

sign-in = Entrar
signing-in = Entrando…
wait-is-over = Você já pode tentar de novo.
tax-id-label = CPF ou CNPJ
password-label = Senha
password-missing = Informe a senha.
change-provider = Trocar
show-password = Mostrar a senha
