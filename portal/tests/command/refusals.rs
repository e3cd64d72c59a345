//! Every wrong argument and file is refused in one line, and changes nothing.

use std::net::TcpListener;

use crate::bench::Bench;

const SERVE: &str = "--listen 127.0.0.1:0 --cert cert.pem --key key.pem";

#[test]
fn a_wrong_argument_is_named() {
    let bench = Bench::new();
    for (line, said) in [
        ("sell", "unrecognized subcommand 'sell'"),
        ("migrate", "--database is needed"),
        ("serve --database p.db --cert cert.pem", "--key is needed"),
        ("serve --database p.db --key key.pem", "--cert is needed"),
        ("serve --listen localhost", "--listen"),
        ("serve --listen 127.0.0.1:99999", "--listen"),
        ("demo --today 22/11/2026", "not a day written YYYY-MM-DD"),
        ("demo --today 2026-02-30", "not a day written YYYY-MM-DD"),
        ("demo --seed=-1", "--seed"),
        ("demo --sync-batch 0", "--sync-batch"),
        ("demo --public-origin http://x", "begins with https://"),
        ("demo --public-origin https://x/y", "https://host"),
        ("pay --provider x --bill 1", "--origin"),
        ("pay --bill none", "not a bill's number"),
        ("pay --amount 1.2", "not an amount"),
        ("pay --amount 0,00", "above zero"),
        (
            "user remove --provider x --tax-id 88088773106",
            "wrong check digits",
        ),
        ("user add --password x", "unexpected argument '--password'"),
        ("user grant --role boss", "invalid value 'boss'"),
        ("provider add --slug Rede", "small letters"),
        ("provider add --accent blue", "#rrggbb"),
        ("provider add --zone Mars/Base", "--zone"),
    ] {
        let refused = bench.run(line).refused();
        assert!(refused.contains(said), "{line}: {refused}");
    }
    assert!(!bench.path("p.db").exists());
}

#[test]
fn a_wrong_file_is_named() {
    let bench = Bench::new();
    bench.write("text", "this is a text");
    bench.write("long-text", &"this is no database at all ".repeat(100));
    bench.write("empty", "");
    let serve = |rest: &str| format!("demo --listen 127.0.0.1:0 {rest}");
    for (line, said) in [
        (
            serve("--database p.db --cert nowhere --key key.pem"),
            "certificate nowhere: ",
        ),
        (
            serve("--database p.db --cert text --key key.pem"),
            "certificate text: there is no certificate in it",
        ),
        (
            serve("--database p.db --cert cert.pem --key nowhere"),
            "key nowhere: ",
        ),
        (
            serve("--database p.db --cert cert.pem --key text"),
            "key text: ",
        ),
        (
            serve("--database p.db --cert cert.pem --key other-key.pem"),
            "certificate and key cannot be used together",
        ),
        (
            format!("serve --database nowhere {SERVE}"),
            "database nowhere: there is no database there",
        ),
        (
            format!("serve --database empty {SERVE}"),
            "database empty: it was made by an older version",
        ),
        (
            format!("demo --database no/folder/p.db {SERVE}"),
            "database no/folder/p.db: ",
        ),
        (
            format!("demo --database long-text {SERVE}"),
            "database long-text: it does not open as a database",
        ),
        (format!("demo --database . {SERVE}"), "database .: "),
        (
            "user list --database nowhere --provider x".into(),
            "nowhere",
        ),
        (
            "pay --database p.db --provider x --bill 1 --origin https://x --extra-ca text".into(),
            "authority text: there is no certificate in it",
        ),
    ] {
        let refused = bench.run(&line).refused();
        assert!(refused.contains(said), "{line}: {refused}");
    }
    assert!(!bench.path("p.db").exists());
    assert!(!bench.path("nowhere").exists());
}

#[test]
fn a_port_that_is_taken_is_said_before_anything_is_made() {
    let bench = Bench::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let line = format!("demo --database p.db --listen {address} --cert cert.pem --key key.pem");
    let refused = bench.run(&line).refused();
    assert!(refused.contains(&format!("cannot listen on {address}")));
    assert!(!bench.path("p.db").exists());
}

#[test]
fn the_demo_moves_in_with_nobody() {
    let bench = Bench::new();
    bench.run("migrate --database p.db").done();
    let line = "provider add --database p.db --slug vale --name Vale --legal-name ValeLtda \
        --tax-id 16727230000197 --initials V --accent #0f7a5a --phone 08001 --email a@vale.example";
    bench.run(line).done();
    let refused = bench
        .run(&format!("demo --database p.db {SERVE}"))
        .refused();
    assert!(refused.contains("holds other providers"), "{refused}");
}

#[test]
fn a_wrong_configuration_file_is_told_by_line() {
    let bench = Bench::new();
    for (text, said) in [
        ("listen = 7", "line 1"),
        ("database = \"p.db\"\nsync_batch = 0", "line 2"),
        (
            "database = \"p.db\"\n\nlisen = \"x\"",
            "line 3: unknown field `lisen`",
        ),
        ("today = \"22/11/2026\"", "line 1"),
        (
            "public_origin = \"http://x\"",
            "public_origin: an address begins",
        ),
        ("database", "line 1"),
    ] {
        bench.write("portal.toml", text);
        let refused = bench.run("--config portal.toml migrate").refused();
        assert!(refused.contains("configuration portal.toml: "), "{refused}");
        assert!(refused.contains(said), "{text}: {refused}");
    }
    let missing = bench.run("--config nowhere migrate").refused();
    assert!(missing.contains("configuration nowhere: "), "{missing}");
    assert!(!bench.path("p.db").exists());
}

#[test]
fn arguments_count_before_the_environment_and_that_before_the_file() {
    let bench = Bench::new();
    bench.write("portal.toml", "database = \"file.db\"");
    let made = |line: &str, variable: Option<&str>| {
        let mut command = bench.command(line);
        command.env("BALCAO_PORTAL_CONFIG", "portal.toml");
        command.envs(variable.map(|value| ("BALCAO_PORTAL_DATABASE", value)));
        let output = command.output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(made("migrate", None), "file.db is up to date\n");
    assert_eq!(made("migrate", Some("env.db")), "env.db is up to date\n");
    let argument = made("migrate --database arg.db", Some("env.db"));
    assert_eq!(argument, "arg.db is up to date\n");
}

#[test]
fn help_names_every_command() {
    let bench = Bench::new();
    let help = bench.run("--help").done();
    for command in [
        "serve", "demo", "pay", "provider", "user", "request", "migrate",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
    }
}

#[test]
fn a_password_of_a_database_is_not_repeated_and_not_taken_as_an_argument() {
    let bench = Bench::new();
    let address = "postgres://ana:geheim@127.0.0.1:1/portal";
    let told = bench
        .run(&format!("migrate --database {address}"))
        .refused();
    assert!(told.contains("a password in --database"), "{told}");
    assert!(!told.contains("geheim"), "{told}");
    for (address, said) in [
        (address, "database postgres://127.0.0.1:1/portal: "),
        (
            "postgres://ana:geheim@127.0.0.1:port/portal",
            "--database: ",
        ),
        ("mysql://ana:geheim@127.0.0.1/portal", "--database: "),
    ] {
        let mut command = bench.command("migrate");
        command.env("BALCAO_PORTAL_DATABASE", address);
        let output = command.output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.starts_with(&format!("error: {said}")), "{err}");
        assert!(!err.contains("geheim") && !err.contains("ana"), "{err}");
        bench.write("portal.toml", &format!("database = \"{address}\""));
        let refused = bench.run("--config portal.toml migrate").refused();
        assert_eq!(refused, err.trim_end());
    }
    let mut help = bench.command("migrate --help");
    let help = help
        .env("BALCAO_PORTAL_DATABASE", address)
        .output()
        .unwrap();
    assert!(!String::from_utf8(help.stdout).unwrap().contains("geheim"));
}

#[test]
fn who_serves_the_database_of_a_server_says_where_the_files_are() {
    let bench = Bench::new();
    let line = format!("serve --database postgres://127.0.0.1:1/portal {SERVE}");
    let refused = bench.run(&line).refused();
    assert!(refused.contains("--files is needed"), "{refused}");
}
