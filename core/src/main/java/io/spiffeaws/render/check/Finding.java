package io.spiffeaws.render.check;

import io.spiffeaws.check.Check;
import java.util.Comparator;

/// Something in a file that no longer holds.
///
/// @param line from 1
/// @param code a stable word for programs
/// @param what in one line
/// @param instead what to write
record Finding(int line, String code, String what, String instead) {
  static final Comparator<Finding> BY_LINE = Comparator.comparingInt(Finding::line);

  Check check(String file) {
    return Check.bad(code, file + ":" + line + ": " + what, instead);
  }
}
