"""Merkle trees and signed checkpoints: what lets anybody prove that a log was not rewritten."""
