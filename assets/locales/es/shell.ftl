nav-label = Navegación
nav-home = Inicio
nav-bills = Facturas
nav-account = Cuenta
nav-services = Servicios
skip-to-content = Ir al contenido

menu-label = Menú de la cuenta:
menu-customers = Clientes
menu-accounts = Otras cuentas

role-customer = Cliente
role-finance = Finanzas
role-technical = Técnico
role-org-admin = Administrador de la organización
role-client-admin = Administrador del cliente
role-signatory = Firmante
role-manager = Gestor
role-inspector = Fiscal
role-service-controller = Controlador de servicio
role-operator = Operador
role-administrator = Administrador
role-master = Master

sign-out = Cerrar sesión
sign-out-title = ¿Cerrar la sesión en { $provider }?
sign-out-text = Lo guardado en este dispositivo se borra. Nada cambia en el proveedor: inicie sesión de nuevo cuando quiera.
signing-out = Cerrando sesión…
open-account = Abrir { $account }
remove-account = Quitar de este dispositivo

page-not-found = Página no encontrada
page-not-found-advice = No hay nada en { $address }.
go-to-start = Ir al inicio

banner-this-session = Solo esta sesión: este sistema no tiene un llavero para guardar la clave de los datos. Al cerrar, todo se olvida.
banner-keychain-locked = Solo esta sesión: el llavero del sistema está bloqueado. Desbloquéelo para guardar los datos.
banner-session-ended = Su sesión terminó
banner-cache-rebuilt = Los datos guardados estaban dañados; Balcão los busca de nuevo en el proveedor. No se perdió nada.
banner-offline = Sin conexión
banner-left-out = { $count ->
    [one] Un registro de este proveedor no se pudo leer y falta en las pantallas y en las sumas.
   *[other] { $count } registros de este proveedor no se pudieron leer y faltan en las pantallas y en las sumas.
}
banner-left-out-see = Ver cuál
sign-in-again = Iniciar sesión de nuevo
crumbs-label = Dónde estás
tile-account = Mi cuenta
tile-bills = Facturas
