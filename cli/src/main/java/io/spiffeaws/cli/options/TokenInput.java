package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.file.FileOfAnotherUserException;
import io.spiffeaws.file.SymbolicLinks;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.TokenText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.regex.Pattern;

/// Reads a token from standard input or a file. On a command line, every user could see it.
public final class TokenInput {
  /// More bytes than any token has, including white space around it.
  private static final int MOST = JwtToken.LONGEST + 4096;

  /// The beginning of a JWS, complete or cut short, which no file name has: `{"` in base64url,
  /// twice or with two dots.
  private static final Pattern TOKEN = Pattern.compile("^\\s*eyJ[\\w-]{8,}\\.([\\w-]*\\.|eyJ)");

  private TokenInput() {}

  /// @param where `-` or `@FILE`
  /// @throws ProblemException malformed
  public static JwtToken argument(String where, Invocation invocation) {
    if (where.equals("-")) {
      return read("-", invocation);
    }
    if (where.startsWith("@")) {
      return read(where.substring(1), invocation);
    }
    throw isArgument(
        isFile(where, invocation)
            ? TypedCommand.of("specify @%s for the file", where)
            : "pass it on standard input (-), or as @FILE");
  }

  private static boolean isFile(String where, Invocation invocation) {
    try {
      return Files.isRegularFile(invocation.console().directory().resolve(where));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static ProblemException isArgument(String hint) {
    return ProblemException.malformed(
        "token-as-argument",
        "a token cannot be an argument: every user of the machine can see arguments",
        hint);
  }

  /// @param where `-` or a file
  /// @throws ProblemException malformed
  public static JwtToken read(String where, Invocation invocation) {
    if (TOKEN.matcher(where).find()) {
      throw isArgument("specify a file that contains it, or pass it on standard input (-)");
    }
    try {
      if (where.equals("-")) {
        return parse(invocation.console().in(), where);
      }
      var file = invocation.console().directory().resolve(where);
      SymbolicLinks.checkNotPlanted(file);
      try (var bytes = Files.newInputStream(file)) {
        return parse(bytes, where);
      }
    } catch (InvalidPathException e) {
      throw unreadable(where, "no such file");
    } catch (FileOfAnotherUserException e) {
      throw unreadable(where, e.getMessage() + ", in a directory that every user can write to");
    } catch (IOException e) {
      throw unreadable(where, FileFailure.readReason(e));
    }
  }

  private static JwtToken parse(InputStream bytes, String where) throws IOException {
    var text = new String(bytes.readNBytes(MOST), StandardCharsets.ISO_8859_1);
    TokenText.check(text, where);
    return JwtToken.parse(Secret.of(text));
  }

  private static ProblemException unreadable(String where, String why) {
    return ProblemException.malformed(
        "token-file-unreadable",
        "the token " + (where.equals("-") ? "on standard input" : "file " + where) + ": " + why,
        "specify a readable file, or - for standard input");
  }
}
