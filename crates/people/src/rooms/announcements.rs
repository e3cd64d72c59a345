//! Announcements of the demo.

use super::Told;
use balcao_domain::{Announcement, AnnouncementId, AnnouncementKind, AnyRow};
use uuid::Uuid;

const MAINTENANCE: &str = "Vamos trocar equipamentos da central do Cambuí para dar mais velocidade à \
região.\nDurante a troca, entre 2h e 5h da madrugada, a conexão pode cair por alguns minutos. Não é \
preciso fazer nada: ela volta sozinha.";

const PRIVACY: &str = "Atualizamos a política de privacidade para explicar melhor por quanto tempo \
guardamos os registros de conexão, como pede o Marco Civil da Internet.";

const REPORT: &str = "Disponibilidade no mês: 99,98% (acordado: 99,5%).\nTempo médio de reparo: 1 h \
52 min (acordado: até 4 h).\nNenhuma dedução se aplica neste mês.";

/// The same to everybody, and a service report of the month before.
pub fn rows(told: &Told<'_>, id: &mut impl FnMut() -> Uuid) -> Vec<AnyRow> {
    use AnnouncementKind::{Maintenance, Notice, ServiceReport};
    let day = |days| told.today.add_days(days);
    let month = told.today.month().previous().text();
    let all = [
        (
            Maintenance,
            "Manutenção na central do Cambuí".to_owned(),
            MAINTENANCE,
            day(-1),
            Some(day(3)),
        ),
        (
            Notice,
            "Nova política de privacidade".to_owned(),
            PRIVACY,
            day(-24),
            None,
        ),
        (
            ServiceReport,
            format!("Relatório de ANS · {month}"),
            REPORT,
            told.today.month().first(),
            None,
        ),
    ];
    let mut rows = Vec::new();
    for customer in told.customers {
        for (kind, subject, text, published_on, ends_on) in &all {
            let announcement = Announcement {
                id: AnnouncementId::new(id()),
                customer: customer.id,
                kind: *kind,
                subject: subject.clone(),
                text: (*text).into(),
                published_on: *published_on,
                ends_on: *ends_on,
            };
            rows.push(announcement.into());
        }
    }
    rows
}
