//! Bars of one series, bars of two, lines.

use super::{BarChart, Chart, Count, LineChart, Point, Series};
use crate::components::{Card, Tone};
use balcao_domain::Cents;
use dioxus::prelude::*;

/// The chart of calls, of bills, of data.
pub fn example() -> Element {
    rsx! {
        Card {
            BarChart { id: "example-bars", chart: calls() }
        }
        Card {
            BarChart { id: "example-stacks", chart: bills() }
        }
        Card {
            LineChart { id: "example-lines", chart: data() }
        }
    }
}

fn calls() -> Chart {
    let cents = [
        140, 210, 290, 190, 120, 40, 260, 330, 390, 290, 200, 60, 50, 300, 430, 505, 340, 220, 80,
        60, 240,
    ];
    Chart {
        title: "Ligações por dia".into(),
        points_are: "Dia".into(),
        series: vec![series("Valor", None)],
        points: points(&cents.map(|cents| vec![cents]), |cents| {
            Cents::new(cents as i64).brl()
        }),
        marked: Some(15),
    }
}

fn bills() -> Chart {
    let cents = [
        [481_000, 0],
        [481_000, 0],
        [430_020, 51_000],
        [352_077, 129_000],
        [129_000, 487_120],
    ];
    Chart {
        title: "Faturas por mês".into(),
        points_are: "Mês".into(),
        series: vec![
            series("Pagas", Some(Tone::Positive)),
            series("Em aberto", Some(Tone::Negative)),
        ],
        points: points(&cents.map(Vec::from), |cents| {
            Cents::new(cents as i64).brl()
        }),
        marked: None,
    }
}

fn data() -> Chart {
    let megabytes = [
        [120, 20],
        [340, 45],
        [280, 30],
        [510, 70],
        [460, 90],
        [630, 80],
        [590, 110],
    ];
    Chart {
        title: "Dados por dia".into(),
        points_are: "Dia".into(),
        series: vec![
            series("Recebidos", None),
            series("Enviados", Some(Tone::Neutral)),
        ],
        points: points(&megabytes.map(Vec::from), |number| format!("{number} MB")),
        marked: Some(5),
    }
}

fn series(name: &str, tone: Option<Tone>) -> Series {
    Series {
        name: name.into(),
        tone,
    }
}

fn points(numbers: &[Vec<u64>], words: impl Fn(u64) -> String) -> Vec<Point> {
    let count = |number: &u64| Count {
        number: *number,
        words: words(*number),
    };
    numbers
        .iter()
        .enumerate()
        .map(|(place, numbers)| Point {
            label: format!("{:02}/11", place + 1),
            counts: numbers.iter().map(count).collect(),
        })
        .collect()
}
