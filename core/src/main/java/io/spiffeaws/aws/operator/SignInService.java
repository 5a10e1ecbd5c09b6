package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.JsonCall;
import io.spiffeaws.http.ProxyProblems;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// Calls the services that issue credentials to users, with the timeout of the settings.
/// Thread-safe.
final class SignInService {
  private final AwsSettings settings;
  private final CallLog calls;
  private final JsonCall json;

  SignInService(AwsSettings settings, CallLog calls) {
    this.settings = settings;
    this.calls = calls;
    this.json = new JsonCall(settings.connections());
  }

  /// @param name the name in messages
  /// @param variable the service in `AWS_ENDPOINT_URL_SERVICE`, in lower case
  /// @param host the prefix of AWS's own endpoint, before the region
  record Target(String name, String variable, String host) {
    static final Target SSO = new Target("IAM Identity Center", "sso", "portal.sso");
    static final Target SSO_OIDC = new Target("IAM Identity Center", "sso_oidc", "oidc");
    static final Target SIGN_IN = new Target("AWS Sign-In", "signin", "");

    /// Returns the URL of AWS's own endpoint.
    URI address(String region) {
      var suffix = RegionName.dnsSuffix(region, false);
      return URI.create(
          host.isEmpty()
              ? "https://" + region + ".signin." + suffix.replaceFirst("^amazonaws", "aws.amazon")
              : "https://" + host + "." + region + "." + suffix);
    }
  }

  interface Call {
    JsonCall.Answer make(JsonCall json, URI address) throws IOException;
  }

  /// Makes a call.
  ///
  /// @param path with its query
  /// @throws ProblemException unreachable, if there is no response
  JsonCall.Answer call(Target target, String region, String path, String operation, Call call) {
    var base = settings.endpoint(target.variable()).orElseGet(() -> target.address(region));
    var address = URI.create(base.toString().replaceFirst("/+$", "") + path);
    settings.checkEndpoint(base);
    var started = System.nanoTime();
    var outcome = "no answer";
    try {
      var answer = call.make(json, address);
      outcome = Integer.toString(answer.status());
      return answer;
    } catch (IOException e) {
      throw noAnswer(target, address, e);
    } finally {
      var took = Duration.ofNanos(System.nanoTime() - started);
      calls.called(target.variable(), operation, took, outcome);
    }
  }

  private ProblemException noAnswer(Target target, URI address, IOException e) {
    var problem =
        settings
            .proxies()
            .to(address)
            .flatMap(proxy -> ProxyProblems.of(proxy, address, e))
            .orElseGet(() ->
                ServiceProblems.ofNoAnswer(
                    target.name(), settings.called(target.variable(), address), e));
    return new ProblemException(problem, e);
  }
}
