//! Files that are attached.

use super::{Stage, key};
use crate::portal::{Piece, PortalError};
use balcao_contract::{ProblemCode, UPLOAD_CHUNK};
use balcao_domain::{
    Action, AttachProof, ProfileChangeRequest, ProofKind, RequestId, Sha256Digest,
};
use sha2::{Digest, Sha256};

pub(super) async fn every_promise(stage: &Stage) {
    a_file_comes_in_pieces_goes_on_where_it_was_and_is_what_it_says(stage).await;
}

async fn a_file_comes_in_pieces_goes_on_where_it_was_and_is_what_it_says(stage: &Stage) {
    let ana = stage.ana().await;
    let request = key();
    let asked = ana.change("Rua Nova, 9", "1933334444");
    let (base, access) = (&ana.base, &ana.tokens.access);
    ana.act(request, &asked).await.unwrap();
    let mut bytes = b"%PDF-".to_vec();
    bytes.resize(UPLOAD_CHUNK + 1_000, 7);
    let sha256 = Sha256Digest::new(Sha256::digest(&bytes).into());
    let size = bytes.len() as u32;
    let attach = Action::AttachProof(AttachProof {
        customer: ana.customer,
        request: RequestId::new(request),
        name: "conta.pdf".into(),
        kind: ProofKind::Pdf,
        size,
        sha256,
    });
    let early = ana.act(key(), &attach).await;
    assert!(
        matches!(early, Err(PortalError::Refused(_))),
        "before its file"
    );
    let put = |offset: usize, piece: std::ops::Range<usize>| {
        let piece_of = Piece {
            sha256,
            size,
            offset: offset as u32,
        };
        let bytes = &bytes[piece];
        stage.portal.upload(base, access, piece_of, bytes)
    };
    let begun = stage.portal.upload_state(base, access, sha256, size).await;
    assert_eq!(begun.unwrap().received, 0);
    let crumb = put(0, 0..9).await;
    assert_eq!(
        crumb.unwrap_err().code(),
        Some(ProblemCode::InvalidRequest),
        "a part is whole, or the last"
    );
    let first = put(0, 0..UPLOAD_CHUNK).await.unwrap();
    let again = put(0, 0..UPLOAD_CHUNK).await.unwrap();
    assert_eq!((first.received as usize, again), (UPLOAD_CHUNK, first));
    let whole = put(UPLOAD_CHUNK, UPLOAD_CHUNK..bytes.len()).await.unwrap();
    assert!(whole.is_whole());
    let proof = key();
    let attached = ana.act(proof, &attach).await.unwrap();
    assert_eq!(ana.act(proof, &attach).await.unwrap(), attached);
    let record = &attached.records[0];
    let row: ProfileChangeRequest = record.put.as_ref().unwrap().read().unwrap();
    assert_eq!(
        (row.proofs[0].id.uuid(), row.proofs[0].sha256),
        (proof, sha256)
    );

    let lied = Piece {
        sha256: Sha256Digest::new([7; 32]),
        size: 900,
        offset: 0,
    };
    let refused = stage.portal.upload(base, access, lied, &bytes[..900]).await;
    assert_eq!(
        refused.unwrap_err().code(),
        Some(ProblemCode::InvalidRequest)
    );
}
