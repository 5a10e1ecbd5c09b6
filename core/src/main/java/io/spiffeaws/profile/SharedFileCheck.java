package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Finds syntax that the SDKs' readers reject in a shared file. All of them reject the whole file
/// then: botocore with `Unable to parse config file`, the SDK for Java with an exception.
final class SharedFileCheck {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private SharedFileCheck() {}

  /// The first error in a file.
  ///
  /// @param line counted from 1
  /// @param what the error and what was expected; without the text of the line, which may be secret
  record Fault(int line, String what) {
    ProblemException in(Path path) {
      return ProblemException.malformed(
          "malformed-profile-file",
          "%s line %d: %s".formatted(path, line, what),
          "fix this line: because of it the AWS SDKs reject the whole file");
    }
  }

  /// Returns the text of a file that all readers accept, except for duplicates.
  ///
  /// @throws ProblemException malformed, if no reader accepts the file
  static String readable(Path path, byte[] content) {
    var text = utf8(path, content);
    fault(text)
        .ifPresent(fault -> {
          throw fault.in(path);
        });
    return text;
  }

  /// Checks that all readers accept a file.
  ///
  /// @throws ProblemException malformed, if a reader rejects the file; botocore also rejects one in
  ///   which a section or a setting appears twice
  static void readableByAll(Path path, byte[] content) {
    var text = utf8(path, content);
    fault(text)
        .or(() -> duplicate(text))
        .ifPresent(fault -> {
          throw fault.in(path);
        });
  }

  private static String utf8(Path path, byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      var start = new String(content, StandardCharsets.ISO_8859_1);
      throw new Fault(firstBadLine(content, start), "expected UTF-8").in(path);
    }
  }

  private static int firstBadLine(byte[] content, String text) {
    var at = 0;
    var number = 0;
    for (var line : IniLines.of(text)) {
      number++;
      var length = line.content().length() + line.ending().length();
      if (!isUtf8(ByteBuffer.wrap(content, at, length))) {
        return number;
      }
      at += length;
    }
    return Math.max(1, number);
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Optional<Fault> fault(String text) {
    if (text.startsWith(BYTE_ORDER_MARK)) {
      return Optional.of(new Fault(1, "the file begins with a byte order mark; remove it"));
    }
    var inSection = false;
    var number = 0;
    for (var line : IniLines.of(text)) {
      number++;
      inSection |= line.is(IniLine.Kind.HEADER);
      var fault = fault(line, inSection);
      if (fault.isPresent()) {
        return Optional.of(new Fault(number, fault.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> fault(IniLine line, boolean inSection) {
    var content = line.content().strip();
    return switch (line.kind()) {
      case HEADER -> Optional.empty();
      case SETTING, CONTINUATION ->
          inSection
              ? Optional.empty()
              : Optional.of("expected a section such as [default] before the first setting");
      case OTHER -> {
        if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
          yield Optional.empty();
        }
        yield Optional.of(
            content.startsWith("[")
                ? "expected ] at the end of the section's name"
                : "expected NAME = VALUE, [SECTION] or a comment");
      }
    };
  }

  private static Optional<Fault> duplicate(String text) {
    var sections = new HashSet<String>();
    var settings = new HashSet<String>();
    List<IniLine> lines = IniLines.of(text);
    for (var at = 0; at < lines.size(); at++) {
      var line = lines.get(at);
      if (line.is(IniLine.Kind.HEADER)) {
        settings.clear();
        if (!sections.add(line.name())) {
          return Optional.of(new Fault(at + 1, "the section [" + line.name() + "] appears twice"));
        }
      } else if (line.is(IniLine.Kind.SETTING) && !settings.add(line.name())) {
        return Optional.of(
            new Fault(at + 1, "the setting " + line.name() + " appears twice in its section"));
      }
    }
    return Optional.empty();
  }
}
