//! Águas do Vale: the second provider, with a customer and a person of its own.

use crate::billing::{Habit, Payee};
use crate::cast::Cast;
use crate::stage::{Stage, tax_id};
use crate::{ANA_PASSWORD, ANA_TAX_ID, OTAVIO_PASSWORD, OTAVIO_TAX_ID};
use balcao_domain::{Accent, Brand, CivilDate, Issuer, Module, Provider, Role, Support};

const PAYEE: Payee = Payee {
    name: "AGUAS DO VALE SA",
    city: "JUNDIAI",
    host: "pix.aguasdovale.example",
};

/// Águas do Vale with its people, as of a day.
pub fn aguas_do_vale(today: CivilDate, seed: u64) -> Cast {
    let mut stage = Stage::new("aguas-do-vale", PAYEE, today, seed);
    let provider = Provider {
        issuer: Issuer::new(stage.id()),
        slug: "aguas-do-vale".into(),
        name: "Águas do Vale".into(),
        brand: Brand {
            initials: "AV".into(),
            accent: Accent {
                red: 0x0f,
                green: 0x7a,
                blue: 0x5a,
            },
        },
        modules: vec![Module::Bills, Module::Plans],
        zone: "America/Sao_Paulo".into(),
        support: Support {
            phone: "0800 555 0187".into(),
            email: "atendimento@aguasdovale.example".into(),
        },
        legal_name: "Águas do Vale Saneamento SA".into(),
        tax_id: tax_id("16727230000197"),
    };
    let due_day = stage.due_day_in(9);
    for (id, name, email, password) in [
        (
            ANA_TAX_ID,
            "Ana Souza",
            "ana.souza@correio.example",
            ANA_PASSWORD,
        ),
        (
            OTAVIO_TAX_ID,
            "Otávio Prado",
            "otavio.prado@correio.example",
            OTAVIO_PASSWORD,
        ),
    ] {
        let customer = stage.customer(id, name, None, email);
        stage.person(id, name, None, password, &[(customer, Role::Customer)]);
        stage.plan(
            customer,
            "Água e esgoto",
            8_740,
            due_day,
            Habit {
                months: 6,
                unpaid: 0,
            },
        );
    }
    stage.finish(provider, 71_001)
}
