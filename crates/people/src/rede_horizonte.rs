//! Rede Horizonte: internet and telephone.

use crate::billing::{Habit, Payee};
use crate::cast::Cast;
use crate::stage::{Asked, Stage, tax_id};
use crate::{
    ANA_PASSWORD, ANA_TAX_ID, BRUNO_PASSWORD, BRUNO_TAX_ID, CONSTRUTORA_PASSWORD,
    CONSTRUTORA_TAX_ID, LOCACOES_TAX_ID, MARINA_PASSWORD, MARINA_TAX_ID, TIAGO_PASSWORD,
    TIAGO_TAX_ID,
};
use balcao_domain::{
    Accent, Brand, CivilDate, Issuer, Module, ProfileChange, Provider, Role, Support,
};

const PAYEE: Payee = Payee {
    name: "REDE HORIZONTE LTDA",
    city: "CAMPINAS",
    host: "pix.horizonte.example",
};

/// Rede Horizonte with its people, as of a day.
pub fn rede_horizonte(today: CivilDate, seed: u64) -> Cast {
    let mut stage = Stage::new("rede-horizonte", PAYEE, today, seed);
    let provider = Provider {
        issuer: Issuer::new(stage.id()),
        slug: "rede-horizonte".into(),
        name: "Rede Horizonte".into(),
        brand: Brand {
            initials: "RH".into(),
            accent: Accent {
                red: 0x00,
                green: 0x72,
                blue: 0xab,
            },
        },
        modules: vec![
            Module::Bills,
            Module::Plans,
            Module::Contacts,
            Module::FiscalDocuments,
            Module::Announcements,
            Module::Tickets,
            Module::ProvisionalEnablement,
            Module::DueDays,
        ],
        zone: "America/Sao_Paulo".into(),
        support: Support {
            phone: "0800 555 0143".into(),
            email: "atendimento@redehorizonte.example".into(),
        },
        legal_name: "Rede Horizonte Telecomunicações Ltda".into(),
        tax_id: tax_id("33000167000101"),
    };

    let ana = stage.customer(ANA_TAX_ID, "Ana Souza", None, "ana.souza@correio.example");
    stage.person(
        ANA_TAX_ID,
        "Ana Souza",
        None,
        ANA_PASSWORD,
        &[(ana, Role::Customer)],
    );
    let ana_due = stage.due_day_in(2);
    stage.plan(ana, "Fibra 600 Mega", 12_990, ana_due, PAID_A_YEAR);

    for (name, days_ago, rejected) in [
        ("Ana Souza Ribeiro", 40, Some(NAME_REFUSED)),
        ("Ana Souza Ribeiro Lima", 2, None),
    ] {
        stage.request(Asked {
            by: ANA_TAX_ID,
            days_ago,
            change: ProfileChange {
                name: Some(name.into()),
                ..ProfileChange::default()
            },
            rejected,
        });
    }

    let bruno = stage.customer(
        BRUNO_TAX_ID,
        "Bruno Lima",
        None,
        "bruno.lima@correio.example",
    );
    stage.person(
        BRUNO_TAX_ID,
        "Bruno Lima",
        None,
        BRUNO_PASSWORD,
        &[(bruno, Role::Customer)],
    );
    let bruno_due = stage.due_day_in(-6);
    stage.plan(
        bruno,
        "Fibra 600 Mega",
        12_990,
        bruno_due,
        Habit {
            months: 8,
            unpaid: 2,
        },
    );
    stage.suspend_last_plan(4);

    let construtora = stage.customer(
        CONSTRUTORA_TAX_ID,
        "Construtora Silva e Filhos Ltda",
        Some("Construtora Silva"),
        "financeiro@construtorasilva.example",
    );
    let locacoes = stage.customer(
        LOCACOES_TAX_ID,
        "Silva Locações de Equipamentos Ltda",
        Some("Silva Locações"),
        "financeiro@silvalocacoes.example",
    );
    stage.person(
        MARINA_TAX_ID,
        "Marina Silva",
        Some("Analista financeira"),
        MARINA_PASSWORD,
        &[(construtora, Role::Finance), (locacoes, Role::Finance)],
    );
    stage.person(
        TIAGO_TAX_ID,
        "Tiago Ramos",
        Some("Técnico de redes"),
        TIAGO_PASSWORD,
        &[(construtora, Role::Technical)],
    );
    stage.person(
        CONSTRUTORA_TAX_ID,
        "Construtora Silva",
        None,
        CONSTRUTORA_PASSWORD,
        &[(construtora, Role::Customer)],
    );
    let late = stage.due_day_in(-6);
    let soon = stage.due_day_in(2);
    let later = stage.due_day_in(6);
    stage.plan(
        construtora,
        "Link dedicado",
        129_000,
        soon,
        PAID_THREE_YEARS,
    );
    stage.plan(construtora, "Voz 30 canais", 86_120, soon, PAID_THREE_YEARS);
    stage.plan(
        construtora,
        "Fibra 600 · Obra Jardins",
        43_000,
        later,
        PAID_THREE_YEARS,
    );
    stage.plan(
        construtora,
        "Fibra 600 · Escritório",
        100_000,
        5,
        PAID_THREE_YEARS,
    );
    stage.plan(
        construtora,
        "Link de contingência",
        59_000,
        late,
        Habit {
            months: 37,
            unpaid: 1,
        },
    );
    stage.plan(locacoes, "Fibra 300 · Galpão", 9_990, later, PAID_A_YEAR);
    stage.finish(provider, 4_001)
}

const NAME_REFUSED: &str = "O nome ainda não consta assim na Receita Federal.";

const PAID_A_YEAR: Habit = Habit {
    months: 13,
    unpaid: 0,
};
const PAID_THREE_YEARS: Habit = Habit {
    months: 37,
    unpaid: 0,
};
