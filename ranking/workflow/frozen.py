"""The snapshot of a revision, after making sure that it is the one the ledger knows."""

from __future__ import annotations

from ranking.errors import VerificationError
from ranking.model.lifecycle import Revision
from ranking.workflow.places import snapshot_of
from ranking.workflow.recompute import Snapshot, load_snapshot
from ranking.workflow.workspace import Workspace


def intact_snapshot(workspace: Workspace, revision: Revision) -> Snapshot:
    """Return the snapshot of a frozen revision.

    Raises VerificationError naming the first file that is not as it was frozen.
    """
    snapshot = load_snapshot(snapshot_of(workspace.home, revision))
    if snapshot.manifest_sha256 != revision.manifest_sha256:
        raise VerificationError(
            "The snapshot of {month} r{revision} is another one than was frozen: its manifest has "
            "SHA-256 {found}, the ledger says {expected}.",
            month=revision.month,
            revision=revision.revision,
            found=snapshot.manifest_sha256[:12],
            expected=(revision.manifest_sha256 or "-")[:12],
            hint="Restore the folder editions/{list} from a backup.",
            list=revision.list_id,
        )
    return snapshot
