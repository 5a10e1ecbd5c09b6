package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.conf.KeyType;
import picocli.CommandLine.Option;

/// The option `--jwt-key-type` of a render command for a SPIRE server.
public final class JwtKeyTypeOption {
  @Option(
      names = "--jwt-key-type",
      paramLabel = "TYPE",
      description = {
        "Key that signs tokens: rsa-2048, rsa-4096, ec-p256 or ec-p384",
        "[default: rsa-2048]"
      })
  private String jwtKeyType = KeyType.RSA_2048.word();

  /// @throws ProblemException malformed
  public KeyType keyType() {
    return KeyType.parse(jwtKeyType);
  }
}
