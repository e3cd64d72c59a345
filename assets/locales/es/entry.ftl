add-title = ¿Quién es su proveedor?
add-lead = Escriba la dirección que su proveedor le envió por correo electrónico. Si no la sabe, pregunte a su soporte.
address-label = Dirección del proveedor
address-example = cliente.provedor.com.br
look-up = Buscar
looking-up = Buscando…
continue = Continuar
certificate-of = certificado de { $host }

sign-in = Iniciar sesión
signing-in = Iniciando sesión…
wait-is-over = Ya puede intentarlo de nuevo.
tax-id-label = CPF o CNPJ (número fiscal de Brasil)
password-label = Contraseña
password-missing = Escriba la contraseña.
change-provider = Cambiar
show-password = Mostrar la contraseña
