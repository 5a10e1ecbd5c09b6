package io.spiffeaws.render.check;

import io.spiffeaws.check.Check;
import java.util.Comparator;

/// A deprecated or removed setting in a file.
///
/// @param line from 1
/// @param code a stable code for programs
/// @param what in one line
/// @param instead the fix
record Finding(int line, String code, String what, String instead) {
  static final Comparator<Finding> BY_LINE = Comparator.comparingInt(Finding::line);

  Check check(String file) {
    return Check.bad(code, file + ":" + line + ": " + what, instead);
  }
}
