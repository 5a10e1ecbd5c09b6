package io.spiffeaws.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// The current state of a process, and its relation to its controlling terminal (proc_pid_stat(5)).
///
/// @param stopped whether it is stopped until it is continued
/// @param onTerminal whether it has a controlling terminal that is still connected
/// @param foreground whether its process group is in the foreground of the terminal
record ProcessStat(boolean stopped, boolean onTerminal, boolean foreground) {
  static final ProcessStat GONE = new ProcessStat(false, false, false);
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int TERMINAL = 4;
  private static final int FOREGROUND_GROUP = 5;

  static ProcessStat ofSelf() {
    return read("self");
  }

  static ProcessStat of(int pid) {
    return read(Integer.toString(pid));
  }

  /// Returns the children of a process that have exited and that it has not yet waited for.
  static Set<Integer> endedChildren(int parent) {
    var ended = new HashSet<Integer>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        var number = process.getFileName().toString();
        if (endedChild(number, parent)) {
          ended.add(Integer.parseInt(number));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return Set.of();
    }
    return ended;
  }

  private static boolean endedChild(String process, int parent) {
    try {
      var fields = fields(stat(process));
      return fields.length > PARENT
          && fields[STATE].equals("Z")
          && fields[PARENT].equals(Integer.toString(parent));
    } catch (IOException gone) {
      return false;
    }
  }

  private static ProcessStat read(String process) {
    try {
      return parse(stat(process));
    } catch (IOException e) {
      return GONE;
    }
  }

  private static String stat(String process) throws IOException {
    var stat = Files.readAllBytes(Path.of("/proc", process, "stat"));
    return new String(stat, StandardCharsets.ISO_8859_1);
  }

  /// Parses a line of `/proc/PID/stat`.
  ///
  /// @param stat the line; its fields are counted from the end of the program's name, which may
  ///   contain blanks and brackets
  /// @return as of a process that has exited, if the line has another form
  static ProcessStat parse(String stat) {
    var fields = fields(stat);
    if (fields.length <= FOREGROUND_GROUP) {
      return GONE;
    }
    var onTerminal = !fields[TERMINAL].equals("0") && !fields[FOREGROUND_GROUP].equals("-1");
    return new ProcessStat(
        fields[STATE].equals("T"),
        onTerminal,
        onTerminal && fields[GROUP].equals(fields[FOREGROUND_GROUP]));
  }

  private static String[] fields(String stat) {
    return stat.substring(Math.min(stat.length(), stat.lastIndexOf(')') + 2))
        .split(" ", FOREGROUND_GROUP + 2);
  }
}
