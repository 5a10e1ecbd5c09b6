package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.identity.Caller;
import io.spiffeaws.sandbox.aws.identity.VirtualMfaDevice;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.Optional;
import java.util.regex.Pattern;

/// The code of an MFA device in a request.
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
///
/// @param serial of the device, `SerialNumber`
/// @param code that the device shows, `TokenCode`
record MfaCode(Optional<String> serial, Optional<String> code) {
  private static final Pattern SERIAL = Pattern.compile("[\\w+=/:,.@-]*");
  private static final Pattern DIGITS = Pattern.compile("[\\d]*");

  /// @param validation errors are added to it; it is not finished
  static MfaCode read(Parameters parameters, Validation validation) {
    var serial = parameters.get("SerialNumber");
    var code = parameters.get("TokenCode");
    serial.ifPresent(value ->
        validation.length("serialNumber", value, 9, 256).pattern("serialNumber", value, SERIAL));
    code.ifPresent(
        value -> validation.length("tokenCode", value, 6, 6).pattern("tokenCode", value, DIGITS));
    return new MfaCode(serial, code);
  }

  /// Returns the condition keys for the trust policy. The session does not have them:
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
  ///
  /// @throws AwsError AccessDenied, if the code is invalid or the device is not the caller's
  RequestContext verify(VirtualMfaDevice device, Caller caller) {
    if (serial.isEmpty() && code.isEmpty()) {
      return RequestContext.empty();
    }
    if (serial.isEmpty() || code.isEmpty()) {
      throw failed("must provide both MFA serial number and one time pass code.");
    }
    if (!(caller instanceof Caller.Administrator) || !serial.get().equals(device.serial())) {
      throw failed(
          "unable to validate MFA code.  Please verify your MFA serial number is valid and"
              + " associated with this user.");
    }
    if (!device.accepts(code.get())) {
      throw StsErrors.accessDenied(
          "MultiFactorAuthentication failed with invalid MFA one time pass code.");
    }
    return RequestContext.empty()
        .with("aws:MultiFactorAuthPresent", "true")
        .with("aws:MultiFactorAuthAge", "0");
  }

  private static AwsError failed(String why) {
    return StsErrors.accessDenied("MultiFactorAuthentication failed, " + why);
  }
}
