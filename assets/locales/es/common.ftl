back = Volver
cancel = Cancelar
choose = Elija…
room-not-found = Nada encontrado
room-not-found-text = Revise la búsqueda, o bórrela para ver todo.
show-more = Mostrar más
search-in = Buscar en { $room }
room-shown = { $shown } de { $count }
close = Cerrar
copied = Copiado
loading = Cargando
none = no informado
search = Buscar
support-code = Código para soporte:
try-again = Intentar de nuevo
window-title = { $screen } · Balcão
with-note = { $words } · { $note }
not-copied = No copiado
add-provider = Añadir proveedor
local-certificate = certificado local
provider = Proveedor

age-now = actualizado ahora
age-minutes = actualizado hace { $count } min
age-hours = actualizado hace { $count } h
age-days = actualizado hace { $count ->
    [one] { $count } día
   *[other] { $count } días
  }
age-never = aún no actualizado
age-offline = { $age } · sin conexión
check-now = Actualizar ahora
pull-let-go = Suelte para actualizar
checking = actualizando…
data-today = datos de hoy, { $time }
data-yesterday = datos de ayer, { $time }
data-day = datos del { $day }, { $time }

# 0 is Sunday.
date-weekday = { $index ->
    [0] domingo
    [1] lunes
    [2] martes
    [3] miércoles
    [4] jueves
    [5] viernes
   *[6] sábado
  }
date-month = { $number ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
  }
date-month-short = { $number ->
    [1] ene
    [2] feb
    [3] mar
    [4] abr
    [5] may
    [6] jun
    [7] jul
    [8] ago
    [9] sep
    [10] oct
    [11] nov
   *[12] dic
  }
date-month-title = { $month } de { $year }

period-label = Período
period-from = Desde
period-to = Hasta
period-month = Mes
period-year = Año
period-apply = Aplicar
period-clear = Borrar
period-needed = Elige un período
period-needed-text = Pulsa Período para elegir los meses que quieres ver.

