//! Providers and sign-ins from the command line.

use crate::bench::Bench;

const ADD: &str = "provider add --database p.db --slug vale --name Vale --legal-name ValeLtda \
    --tax-id 16.727.230/0001-97 --initials V --accent #0f7a5a --phone 08001 --email a@vale.example";

const NINA: &str = "--database p.db --provider vale --tax-id 529.982.247-25";

#[test]
fn a_provider_is_added_and_listed_with_a_secret_that_stays() {
    let bench = Bench::new();
    bench.run("migrate --database p.db").done();
    let added = bench.run(ADD).done();
    let lines: Vec<_> = added.lines().collect();
    let issuer = lines[0].strip_prefix("issuer ").unwrap();
    let secret = lines[1].strip_prefix("hook secret ").unwrap();
    assert!(secret.len() >= 43, "{secret}");
    let listed = bench.run("provider list --database p.db").done();
    assert_eq!(listed, format!("{issuer}  vale  Vale\n"));
    let again = bench.run("provider hook-secret --database p.db --slug vale");
    assert_eq!(again.done(), format!("hook secret {secret}\n"));
    assert_eq!(bench.run(ADD).refused(), "error: vale is there already");
}

#[test]
fn a_user_is_added_listed_and_removed() {
    let bench = Bench::new();
    bench.run("migrate --database p.db").done();
    bench.run(ADD).done();
    let add = format!("user add {NINA} --name Nina --email nina@vale.example");
    bench.run_with_password(&add, "uma-senha").done();
    let listed = bench.run("user list --database p.db --provider vale");
    assert_eq!(listed.done(), "529.982.247-25  Nina\n");
    let twice = bench.run_with_password(&add, "uma-senha").refused();
    assert_eq!(twice, "error: 529.982.247-25 is there already");
    bench.run(&format!("user remove {NINA}")).done();
    let gone = bench.run(&format!("user remove {NINA}")).refused();
    assert_eq!(gone, "error: vale has no sign-in 529.982.247-25");
    // The same person may come back.
    let mut command = bench.command(&add);
    let back = command
        .env("BALCAO_PORTAL_PASSWORD", "outra-senha")
        .status();
    assert!(back.unwrap().success());
}

#[test]
fn who_and_what_is_not_there_is_named() {
    let bench = Bench::new();
    bench.run("migrate --database p.db").done();
    bench.run(ADD).done();
    let add = format!("user add {NINA} --name Nina --email nina@vale.example");
    for (password, said) in [
        ("", "give the password"),
        ("curta", "at least 8 characters"),
    ] {
        let refused = bench.run_with_password(&add, password).refused();
        assert!(refused.contains(said), "{refused}");
    }
    for (line, said) in [
        (
            "user list --database p.db --provider nobody".to_owned(),
            "there is no provider nobody",
        ),
        (
            format!("user grant {NINA} --customer 12ABC34501DE35 --role finance"),
            "vale has no customer 12.ABC.345/01DE-35",
        ),
        (
            "pay --database p.db --provider vale --bill 7 --origin https://localhost:1 \
             --extra-ca ca.pem"
                .to_owned(),
            "vale has no bill 7",
        ),
    ] {
        assert_eq!(bench.run(&line).refused(), format!("error: {said}"));
    }
    assert_eq!(
        bench
            .run("user list --database p.db --provider vale")
            .done(),
        ""
    );
}
