"""What a process that runs strangers' queries gives up, by means of the Linux kernel.

Not RLIMIT_NOFILE 0: the engine opens the files of a large store only when a query first needs them, and under
that limit it aborts or hangs. So sockets are refused as such, by a seccomp filter.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Sequence

STACK = 8 << 20
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
SECCOMP_MODE_FILTER = 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 13  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EACCES
LOAD, IF_EQUAL, IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # BPF instructions
NUMBER_AT, ARCHITECTURE_AT = 0, 4  # places in struct seccomp_data
IO_URING_SETUP, FOREIGN_CALLS = 425, 0x40000000

# By machine: the kernel's number of the architecture, and of the system calls socket and execve.
MACHINES = {"x86_64": (0xC000003E, 41, 59), "aarch64": (0xC00000B7, 198, 221)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def die_with_parent() -> None:
    """End with the thread that started this process, whatever ends that; leave Ctrl-C to it."""
    _control(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def refuse_sockets() -> None:
    """From now on this thread, and those that it starts, can open no socket and start no program.

    :raises OSError: if the kernel has no seccomp filters, or the machine is not of :data:`MACHINES`.
    """
    if platform.machine() not in MACHINES:
        raise OSError(f"no filter is known for {platform.machine()}")
    code = assemble_filter(*MACHINES[platform.machine()])
    program = _Program(len(code) // 8, code)
    _control(PR_SET_NO_NEW_PRIVS, 1)
    _control(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(program))


def assemble_filter(architecture: int, *refused: int) -> bytes:
    """The BPF program that refuses these system calls, io_uring, and calls of a foreign architecture."""
    tests = [(IF_AT_LEAST, FOREIGN_CALLS), *((IF_EQUAL, number) for number in (*refused, IO_URING_SETUP))]
    count = len(tests)
    lines: list[Sequence[int]] = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (IF_EQUAL, 0, count + 2, architecture),
        (LOAD, 0, 0, NUMBER_AT),
        *((code, count - place, 0, value) for place, (code, value) in enumerate(tests)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def limit_memory(allowed: int | None) -> None:
    """No more than ``allowed`` bytes of address space (None: as many as there may be), until said anew."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    ends = [end for end in (allowed, most) if end is not None and end != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(ends, default=resource.RLIM_INFINITY), most))


def limit_stack() -> None:
    """The stack that most systems give, whatever this one does: what is nested too deeply ends there."""
    _, most = resource.getrlimit(resource.RLIMIT_STACK)
    resource.setrlimit(
        resource.RLIMIT_STACK, (STACK if most == resource.RLIM_INFINITY else min(STACK, most), most)
    )


def take_last_place() -> None:
    """No core dump, and the last place in line for the processor."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(1)


def fall_silent() -> None:
    """Write no more to standard error: the engine's last words are of no use to the operator."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)


def _control(option: int, *arguments: int) -> None:
    padded = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:4]]
    if ctypes.CDLL(None, use_errno=True).prctl(option, *padded):
        raise OSError(ctypes.get_errno(), "prctl refused")
