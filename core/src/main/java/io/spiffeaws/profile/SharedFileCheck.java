package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Finds what the readers of the SDKs do not accept in a shared file. All of them refuse the whole
/// file then: botocore with `Unable to parse config file`, the SDK for Java with an exception.
final class SharedFileCheck {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private SharedFileCheck() {}

  /// The first fault.
  ///
  /// @param line counted from 1
  /// @param what is wrong and what was expected; without any of the line, which may hold a secret
  record Fault(int line, String what) {
    ProblemException in(Path path) {
      return ProblemException.malformed(
          "malformed-profile-file",
          "%s line %d: %s".formatted(path, line, what),
          "correct the line: the AWS SDKs cannot read the file as it is");
    }
  }

  /// @return the text
  /// @throws ProblemException malformed, if no reader can read the file
  static String readable(Path path, byte[] content) {
    var text = utf8(path, content);
    fault(text)
        .ifPresent(fault -> {
          throw fault.in(path);
        });
    return text;
  }

  /// @throws ProblemException malformed, if some readers cannot read the file: besides those that
  ///   none can read, one in which a section or a setting is there twice (botocore)
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
          return Optional.of(new Fault(at + 1, "the section [" + line.name() + "] is there twice"));
        }
      } else if (line.is(IniLine.Kind.SETTING) && !settings.add(line.name())) {
        return Optional.of(
            new Fault(at + 1, "the setting " + line.name() + " is there twice in its section"));
      }
    }
    return Optional.empty();
  }
}
