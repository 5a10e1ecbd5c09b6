package io.spiffeaws.exec;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The parsers of this package.
public final class ExecTargets {
  private ExecTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.bytes(
            "state of a process",
            bytes -> stat(new String(bytes, StandardCharsets.ISO_8859_1)),
            latin1("42 (a b) c) S 1 42 42 34816 42 4194304 0 0\n"),
            latin1("7 (sh) T 1 7 7 0 -1 0\n")),
        Target.bytes(
            "inherited environment",
            ExecTargets::environment,
            latin1("A=\u00e9\u0000B=b\u0000A=c\u0000=x\u0000D")));
  }

  private static void stat(String stat) {
    if (ProcessStat.parse(stat).equals(ProcessStat.GONE)) {
      throw ProblemException.malformed("gone", "there is no such process", "");
    }
  }

  private static void environment(byte[] bytes) {
    var entries = new String(bytes, StandardCharsets.ISO_8859_1).split("\u0000", -1);
    var inherited = List.of(entries).stream().map(ExecTargets::latin1).toList();
    RawArguments.environment(Map.of("A", "\ufffd", "B", "b"), inherited, _ -> "\ufffd");
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
