"""Companies' certificates: read, traced to a trusted authority, held against the dossier."""

from verification.certificates.chains import Chain, Link, Trust
from verification.certificates.checking import Expected, Problem, is_late_renewal, problems
from verification.certificates.handed_in import MAX_BYTES, offered
from verification.certificates.reading import Certificate, NotACertificate, Offered, as_pem, parse

__all__ = [
    "MAX_BYTES", "Certificate", "Chain", "Expected", "Link", "NotACertificate", "Offered", "Problem", "Trust",
    "as_pem", "is_late_renewal", "offered", "parse", "problems",
]  # fmt: skip
