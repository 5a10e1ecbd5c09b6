package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.json.Json;
import io.spiffeaws.secret.Secret;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// The container credentials endpoint (AWS SDKs and Tools Reference Guide, container credential
/// provider). It serves each role at its own path, to clients that have the token of that path.
final class ContainerService implements Service {
  private final Map<String, ServedRole> roles;

  /// @param roles by path
  ContainerService(Map<String, ServedRole> roles) {
    this.roles = Map.copyOf(roles);
  }

  @Override
  public Reply reply(Request request) {
    var role = roles.get(request.path());
    if (role == null) {
      return Answer.noSuchPath(request);
    }
    if (!request.method().equals("GET")) {
      return Answer.notAllowed(request, "GET");
    }
    if (request.header("Authorization").map(Secret::of).filter(role.token()::equals).isEmpty()) {
      return Answer.refusal(
          Answer.UNAUTHORIZED,
          "wrong-token",
          "the Authorization header does not contain the token of this path");
    }
    return CredentialsReply.of(role.session(), found -> Answer.json(document(found)));
  }

  private static Json document(SessionCredentials credentials) {
    var end = credentials.expiresAt().truncatedTo(ChronoUnit.SECONDS);
    return Json.object()
        .with("AccessKeyId", Json.of(credentials.accessKeyId()))
        .with("SecretAccessKey", Json.of(credentials.secretAccessKey().reveal()))
        .with("Token", Json.of(credentials.sessionToken().reveal()))
        .with("Expiration", Json.of(end.toString()))
        .with("AccountId", Json.of(credentials.account()));
  }
}
