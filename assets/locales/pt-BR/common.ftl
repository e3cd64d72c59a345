back = Voltar
cancel = Cancelar
choose = Escolha…
room-not-found = Nada encontrado
room-not-found-text = Confira a busca, ou apague-a para ver tudo.
show-more = Mostrar mais
search-in = Buscar em { $room }
room-shown = { $shown } de { $count }
close = Fechar
copied = Copiado
loading = Carregando
none = não informado
search = Buscar
support-code = Código para o suporte:
try-again = Tentar de novo
window-title = { $screen } · Balcão
with-note = { $words } · { $note }
not-copied = Não copiado
add-provider = Adicionar provedor
local-certificate = certificado local
provider = Provedor

age-now = atualizado agora
age-minutes = atualizado há { $count } min
age-hours = atualizado há { $count } h
age-days = atualizado há { $count ->
    [one] { $count } dia
   *[other] { $count } dias
  }
age-never = ainda não atualizado
age-offline = { $age } · sem conexão
check-now = Atualizar agora
pull-let-go = Solte para atualizar
checking = atualizando…
data-today = dados de hoje, { $time }
data-yesterday = dados de ontem, { $time }
data-day = dados de { $day }, { $time }

# 0 is Sunday.
date-weekday = { $index ->
    [0] domingo
    [1] segunda
    [2] terça
    [3] quarta
    [4] quinta
    [5] sexta
   *[6] sábado
  }
date-month = { $number ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
  }
date-month-short = { $number ->
    [1] jan
    [2] fev
    [3] mar
    [4] abr
    [5] mai
    [6] jun
    [7] jul
    [8] ago
    [9] set
    [10] out
    [11] nov
   *[12] dez
  }
date-month-title = { $month } { $year }

period-label = Período
period-from = De
period-to = Até
period-month = Mês
period-year = Ano
period-apply = Aplicar
period-clear = Limpar
period-needed = Escolha um período
period-needed-text = Toque em Período para escolher os meses que quer ver.

