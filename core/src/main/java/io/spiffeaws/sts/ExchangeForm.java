package io.spiffeaws.sts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The form-encoded body of AssumeRoleWithWebIdentity (AWS STS API Reference, Request Parameters).
final class ExchangeForm {
  private final StringBuilder text =
      new StringBuilder("Action=AssumeRoleWithWebIdentity&Version=2011-06-15");

  private ExchangeForm() {}

  static byte[] of(ExchangeRequest request) {
    var form = new ExchangeForm();
    form.put("RoleArn", request.role().toString());
    form.put("RoleSessionName", request.sessionName().text());
    form.put("WebIdentityToken", request.token().text().reveal());
    form.put("DurationSeconds", Long.toString(request.duration().toSeconds()));
    request.policies().sessionPolicy().ifPresent(policy -> form.put("Policy", policy));
    var member = 1;
    for (var arn : request.policies().policyArns()) {
      form.put("PolicyArns.member." + member++ + ".arn", arn);
    }
    return form.text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void put(String name, String value) {
    text.append('&').append(name).append('=');
    text.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }
}
