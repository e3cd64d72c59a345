# What happened, without a full stop; what to do, with one.
error-told = { $happened }. { $advice }
error-invalid-request = Algún dato no fue aceptado
advice-invalid-request = Revise lo que escribió e inténtelo de nuevo.
error-address-empty = Falta la dirección
advice-address-empty = Escriba la dirección que su proveedor le envió.
error-address-plain = Esta dirección no es segura
advice-address-plain = Use la dirección que empieza por https.
error-address-wrong = Esto no es una dirección
advice-address-wrong = Revise lo que escribió. Un ejemplo es cliente.provedor.com.br.
error-address-not-served = Este proveedor no se atiende aquí
advice-address-not-served = Use la aplicación Balcão, o pida la dirección correcta al soporte del proveedor.
error-tax-id-wrong = Este CPF o CNPJ no existe
advice-tax-id-wrong = Falta algún dígito o hay uno equivocado.
error-no-provider = No hay ningún proveedor en esta dirección
advice-no-provider = Confirme la dirección con el soporte del proveedor.
error-invalid-credentials = Usuario o contraseña incorrectos
advice-invalid-credentials = Revise el CPF o CNPJ y la contraseña.
error-throttled = Demasiados intentos seguidos
advice-throttled = { $seconds ->
    [one] Inténtelo de nuevo en { $seconds } segundo.
   *[other] Inténtelo de nuevo en { $seconds } segundos.
  }
error-session-ended = Su sesión terminó
advice-session-ended = Inicie sesión de nuevo para actualizar los datos.
error-access-removed = Su acceso fue retirado
advice-access-removed = Hable con el proveedor si no lo esperaba.
error-role-needed = Su perfil no permite ver esto
advice-role-needed = { $role ->
    [finance] Pida el perfil Finanzas a quien administra la cuenta.
    [technical] Pida el perfil Técnico a quien administra la cuenta.
   *[other] Hable con quien administra la cuenta.
  }
error-not-found = No encontrado
advice-not-found = Esto ya no existe o no es suyo.
error-conflict = Los datos cambiaron mientras tanto
advice-conflict = Actualice la pantalla e inténtelo de nuevo.
error-version-too-old = Esta versión de Balcão es demasiado antigua
advice-version-too-old = Actualice Balcão para conectarse con este proveedor.
error-unavailable = El proveedor no puede responder ahora
advice-unavailable = Inténtelo de nuevo en unos minutos.
error-offline = Sin conexión con el proveedor
advice-offline = Revise la conexión a internet e inténtelo de nuevo.
error-not-a-portal = { $host } no es la dirección de un proveedor
advice-not-a-portal = Confirme la dirección con el soporte del proveedor.
error-untrusted-certificate = El certificado de { $host } no es de confianza
advice-untrusted-certificate = No se envió nada. Revise la dirección y hable con el soporte del proveedor.
error-keychain-absent = Este sistema no tiene llavero
advice-keychain-absent = Instale o active el llavero del sistema para guardar los datos.
error-keychain-locked = El llavero del sistema está bloqueado
advice-keychain-locked = Desbloquee el llavero e inténtelo de nuevo.
error-wrong-key = La clave guardada no abre los datos de esta cuenta
advice-wrong-key = Inicie sesión de nuevo: los datos se descargan otra vez.
error-cache-damaged = Los datos guardados están dañados
advice-cache-damaged = No se pudieron rehacer. Quite la cuenta de este dispositivo e inicie sesión de nuevo.
error-disk-full = No hay espacio en el disco
advice-disk-full = Libere espacio e inténtelo de nuevo.
error-not-offline = Esto no se puede hacer sin conexión
advice-not-offline = Conéctese a internet e inténtelo de nuevo.
error-unreadable-document = Este documento no se puede mostrar
advice-unreadable-document = El archivo que envió el proveedor no es un PDF legible. Hable con el soporte del proveedor.
error-not-writable = No se pudo guardar en ese lugar
advice-not-writable = Elija otra carpeta en la que pueda escribir.
error-actions-waiting = { $count ->
    [one] Falta enviar { $count } cambio suyo
   *[other] Faltan por enviar { $count } cambios suyos
  }
advice-actions-waiting = Envíelos ahora o descártelos antes de salir: lo que no se envió solo existe en este dispositivo.
