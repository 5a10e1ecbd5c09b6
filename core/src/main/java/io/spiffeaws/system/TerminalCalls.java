package io.spiffeaws.system;

/// The call of Linux's C library that asks a terminal for its size. Java has no class for it.
interface TerminalCalls {
  /// The request of ioctl(2) for the size, on x86-64 and ARM (ioctl_tty(2)).
  long TIOCGWINSZ = 0x5413;

  /// The size of `struct winsize`, four numbers of two bytes each.
  int WINSIZE_BYTES = 8;

  /// The position of the columns in `struct winsize`, in bytes.
  int COLUMNS_AT = 2;

  /// Returns the number of columns; 0 if the descriptor is not a terminal, or its size is unknown.
  int columns(int descriptor);
}
