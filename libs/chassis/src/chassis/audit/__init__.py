"""Who did what: entries no one can change, sealed into a tree no one can quietly rebuild."""

from transparency.checkpoints import Checkpoint, CheckpointInvalid, Signer, Verifier

from chassis.audit.entries import Actor, By, Entry, history, record
from chassis.audit.sealing import seal_forever, seal_once
from chassis.audit.tables import AUDIT_DDL
from chassis.audit.tree import TreeBroken
from chassis.audit.verifying import Problem, Verdict, verify
from chassis.audit.witnesses import CheckpointInconsistent, witness, witnessed_size

__all__ = [
    "AUDIT_DDL",
    "Actor",
    "By",
    "Checkpoint",
    "CheckpointInconsistent",
    "CheckpointInvalid",
    "Entry",
    "Problem",
    "Signer",
    "TreeBroken",
    "Verdict",
    "Verifier",
    "history",
    "record",
    "seal_forever",
    "seal_once",
    "verify",
    "witness",
    "witnessed_size",
]
