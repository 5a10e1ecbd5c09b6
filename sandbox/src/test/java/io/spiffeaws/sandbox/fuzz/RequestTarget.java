package io.spiffeaws.sandbox.fuzz;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.aws.policy.MalformedPolicy;
import io.spiffeaws.sandbox.aws.wire.AwsError;

/// Fuzz targets whose parsers reject input with an error response to the client.
public final class RequestTarget {
  private static final int FIRST_SERVER_ERROR = 500;

  private RequestTarget() {}

  public static Target text(String name, Target.Parser parser, String... samples) {
    return Target.text(name, rejecting(parser), samples);
  }

  public static Target json(String name, Target.Parser parser, String... samples) {
    return Target.json(name, rejecting(parser), samples);
  }

  public static Target bytes(String name, Target.BytesParser parser, byte[]... samples) {
    return Target.bytes(name, input -> rejecting(_ -> parser.parse(input)).parse(""), samples);
  }

  /// The rejection of an input.
  public static ProblemException rejected() {
    return ProblemException.malformed("rejected", "the request is rejected", "");
  }

  private static Target.Parser rejecting(Target.Parser parser) {
    return input -> {
      try {
        parser.parse(input);
      } catch (MalformedPolicy e) {
        throw rejected();
      } catch (AwsError e) {
        if (e.status() >= FIRST_SERVER_ERROR) {
          throw e;
        }
        throw rejected();
      }
    };
  }
}
