package io.spiffeaws.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Classifies the lines of a shared file as the SDKs' readers do (AWS SDKs and Tools Reference
/// Guide, shared config and credentials files; Python's configparser, which botocore uses). If the
/// readers differ, a line gets the kind that is least likely to be changed.
final class IniLines {
  private static final Pattern LINE = Pattern.compile("([^\r\n]*)(\r\n|\n|\r|\\z)");
  private static final int NO_SETTING = Integer.MAX_VALUE;

  private final List<IniLine> lines = new ArrayList<>();

  /// The indent of the current setting: a line with a deeper indent continues it.
  private int depth = NO_SETTING;

  private IniLines() {}

  /// Returns the lines. Their contents and endings, joined, are the text.
  static List<IniLine> of(String text) {
    var lines = new IniLines();
    var matcher = LINE.matcher(text);
    while (matcher.lookingAt() && matcher.end() > matcher.start()) {
      lines.add(matcher.group(1), matcher.group(2));
      matcher.region(matcher.end(), text.length());
    }
    return List.copyOf(lines.lines);
  }

  private void add(String content, String ending) {
    var kind = kind(content);
    switch (kind) {
      case HEADER -> depth = NO_SETTING;
      case SETTING -> depth = indent(content);
      case CONTINUATION, OTHER -> {}
    }
    lines.add(new IniLine(kind, content, ending));
  }

  private IniLine.Kind kind(String content) {
    var text = content.strip();
    if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
      return IniLine.Kind.OTHER;
    }
    if (text.startsWith("[") && text.contains("]")) {
      return IniLine.Kind.HEADER;
    }
    if (indent(content) > depth) {
      return IniLine.Kind.CONTINUATION;
    }
    return IniLine.delimiter(text) > 0 ? IniLine.Kind.SETTING : IniLine.Kind.OTHER;
  }

  private static int indent(String content) {
    return content.length() - content.stripLeading().length();
  }
}
