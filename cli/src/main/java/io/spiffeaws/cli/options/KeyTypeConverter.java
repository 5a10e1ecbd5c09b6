package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.spire.JwtKeyType;
import picocli.CommandLine.ITypeConverter;

/// Reads a key type as SPIRE's configuration names it.
final class KeyTypeConverter implements ITypeConverter<JwtKeyType> {
  @Override
  public JwtKeyType convert(String word) {
    for (var type : JwtKeyType.values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw ProblemException.malformed(
        "unknown-key-type", "\"" + word + "\" is not a key type", "expected ec-p256 or rsa-2048");
  }
}
