package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.watch.TokenFile;
import io.spiffeaws.workload.JwtSvid;
import java.nio.file.Path;
import java.util.Map;

/// Shows a fetched token.
public final class TokenView {
  private TokenView() {}

  /// The token itself.
  public static void show(JwtSvid svid, String audience, Output output) {
    output.result(
        () ->
            described(Json.object().with("token", Json.of(svid.token().reveal())), svid, audience),
        () -> svid.token().reveal() + "\n");
  }

  /// Shows the file of the token instead of the token.
  public static void showWritten(JwtSvid svid, String audience, Path file, Output output) {
    output.result(
        () -> described(Json.object(), svid, audience).with("file", Json.of(file.toString())),
        () -> "");
    if (!output.structured()) {
      output.message("wrote the token of " + svid.spiffeId() + " to " + file);
    }
  }

  /// Shows the files of the tokens instead of the tokens.
  public static void showWritten(Map<TokenFile, JwtSvid> written, Output output) {
    output.result(
        () ->
            Json.object()
                .with(
                    "tokens",
                    Json.array(
                        written.entrySet().stream()
                            .map(entry -> described(entry.getKey(), entry.getValue()))
                            .toList())),
        () -> "");
    if (!output.structured()) {
      written.forEach((file, svid) ->
          output.message("wrote the token of " + svid.spiffeId() + " to " + file.name()));
    }
  }

  private static Json described(TokenFile file, JwtSvid svid) {
    return described(Json.object(), svid, file.audience()).with("file", Json.of(file.name()));
  }

  private static Json.Obj described(Json.Obj json, JwtSvid svid, String audience) {
    return json.with("spiffe_id", Json.of(svid.spiffeId().toString()))
        .with("audience", Json.of(audience))
        .with("expires_at", Times.json(JwtToken.parse(svid.token()).expiresAt()));
  }
}
