"""A real Dovecot of its own for a test: a mailbox in a folder of its own, on free ports, ended with the test."""

import getpass
import grp
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path

from imap_tools.mailbox import MailBoxUnencrypted

from tests import make
from tests.casedesk.tls import Files, files_for
from tests.site import eventually, free_port

USER, PASSWORD = "hotro@casedesk.example", "mat-khau-hop-thu"
_COMMON = """\
base_dir = {root}/run
log_path = {root}/log
listen = 127.0.0.1
protocols = imap
ssl = yes
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
"""
_OF_2_3 = """\
disable_plaintext_auth = no
ssl_cert = <{certificate}
ssl_key = <{key}
mail_location = maildir:{root}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}
}}
"""
_OF_2_4 = """\
auth_allow_cleartext = yes
ssl_server_cert_file = {certificate}
ssl_server_key_file = {key}
mail_driver = maildir
mail_path = {root}/mail
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {root}
  }}
}}
"""


@dataclass
class Dovecot:
    """A mail server with one mailbox."""

    root: Path
    port: int
    tls_port: int
    tls: Files

    @property
    def settings(self) -> dict[str, object]:
        """What names this mailbox in the settings."""
        return {"host": "127.0.0.1", "port": self.port, "tls": "0", "user": USER, "password": PASSWORD}

    def open(self) -> MailBoxUnencrypted:
        """Return a client of the mailbox, as a person's mail program is one."""
        box = MailBoxUnencrypted("127.0.0.1", self.port, timeout=10)
        box.login(USER, PASSWORD)
        return box

    def put(self, *mails: bytes) -> None:
        """Put mails into the mailbox."""
        with self.open() as box:
            for raw in mails:
                box.append(raw, "INBOX", dt=make.NOW)

    def seen(self) -> list[bool]:
        """Say of every mail in the mailbox whether it is marked as read."""
        with self.open() as box:
            flags = [box.client.fetch(number, "(FLAGS)")[1][0] for number in box.numbers()]
        return [b"\\Seen" in bytes(one) for one in flags if isinstance(one, bytes)]

    def number_anew(self) -> None:
        """Let the server forget how it numbered the folder: another UIDVALIDITY, UIDs from the start."""
        listed = self.root / "mail" / "dovecot-uidlist"
        head, *lines = listed.read_text().splitlines()
        fields = head.split()
        renamed = " ".join("V1234567" if field.startswith("V") else field for field in fields)
        listed.write_text("\n".join([renamed, *lines]) + "\n")
        for index in (self.root / "mail").glob("dovecot.index*"):
            index.unlink()


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """Start the server, and end it afterwards."""
    root = Path(tempfile.mkdtemp(prefix="casedesk-dovecot-"))
    root.chmod(0o755)
    server = Dovecot(root, free_port(), free_port(), files_for(root))
    config = root / "dovecot.conf"
    config.write_text(_config(server))
    for folder in (root / "mail", root / "run"):
        folder.mkdir()
    if os.getuid() == 0:
        _give(root / "mail", *_owner())
    process = subprocess.Popen(
        [_program(), "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        eventually(lambda: _answers(server, process), seconds=20)
        yield server
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(root, ignore_errors=True)


def _program() -> str:
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "dovecot"


def _config(server: Dovecot) -> str:
    version = subprocess.run([_program(), "--version"], capture_output=True, text=True, check=True).stdout.split()[
        0
    ]
    is_newer = tuple(map(int, version.split(".")[:2])) >= (2, 4)
    head = f"dovecot_config_version = {version}\ndovecot_storage_version = {version}\n" if is_newer else ""
    uid, gid = _owner()
    is_root, name = os.getuid() == 0, getpass.getuser()
    return (head + _COMMON + (_OF_2_4 if is_newer else _OF_2_3)).format(
        root=server.root,
        port=server.port,
        tls_port=server.tls_port,
        internal="dovecot" if is_root else name,
        login="dovenull" if is_root else name,
        group="dovecot" if is_root else grp.getgrgid(os.getgid()).gr_name,
        certificate=server.tls.server,
        key=server.tls.server_key,
        password=PASSWORD,
        uid=uid,
        gid=gid,
    )


def _owner() -> tuple[int, int]:
    """Return whose the mails are: ours, or nobody's where we are root, for whom Dovecot opens no mailbox."""
    if os.getuid():
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _give(folder: Path, uid: int, gid: int) -> None:
    os.chown(folder, uid, gid)
    folder.parent.chmod(0o755)


def _answers(server: Dovecot, process: "subprocess.Popen[bytes]") -> bool:
    log = server.root / "log"
    assert process.poll() is None, log.read_text() if log.exists() else "dovecot has ended"
    try:
        with server.open():
            return True
    except OSError:
        return False


def date_header(day: int) -> str:
    """Return a date of the tests' month, as a header has it."""
    return format_datetime(make.NOW.replace(day=day))
