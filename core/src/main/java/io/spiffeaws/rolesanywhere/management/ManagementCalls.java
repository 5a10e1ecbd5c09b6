package io.spiffeaws.rolesanywhere.management;

import io.spiffeaws.aws.SdkRestCalls;
import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.time.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Calls the management API at no more than its rate. A throttled call is retried until its
/// timeout, a failed one twice, unless it would create a second resource: names are not unique.
/// Thread-safe.
public final class ManagementCalls {
  /// The service in messages.
  public static final String SERVICE = "IAM Roles Anywhere";

  private static final String THROTTLED = "throttled";
  private static final Set<String> FAILED = Set.of("service-failed", "no-usable-answer");
  private static final int MAX_ATTEMPTS = 3;

  private final SdkRestCalls rest;
  private final Sleeper sleeper;
  private final CallPace pace;

  public ManagementCalls(SdkRestCalls rest, Sleeper sleeper) {
    this.rest = rest;
    this.sleeper = sleeper;
    this.pace = new CallPace(sleeper);
  }

  /// Returns the service, for [io.spiffeaws.aws.SdkClients].
  public static SdkRestCalls.Service service() {
    return new SdkRestCalls.Service(SERVICE, "rolesanywhere", ManagementProblems::of);
  }

  /// Makes a call.
  ///
  /// @throws ProblemException missing, if the resource does not exist; refused; unreachable
  public Json.Obj call(CallFamily family, String region, SdkRestCalls.Request request) {
    pace.await(family);
    var end = sleeper.elapsed().plus(rest.timeout());
    var budget = new RetryBudget(sleeper, rest.timeout());
    for (var attempt = 1; ; attempt++) {
      try {
        return rest.call(region, request, end.minus(sleeper.elapsed()));
      } catch (ProblemException e) {
        if (!isTransient(request, e, attempt) || !hasTimeAfterWait(family, budget, end)) {
          throw e;
        }
      }
    }
  }

  private boolean hasTimeAfterWait(CallFamily family, RetryBudget budget, Duration end) {
    if (!budget.waitForRetry()) {
      return false;
    }
    pace.await(family);
    return end.compareTo(sleeper.elapsed()) > 0;
  }

  private static boolean isTransient(
      SdkRestCalls.Request request, ProblemException e, int attempt) {
    var code = e.problem().code();
    return code.equals(THROTTLED)
        || (FAILED.contains(code) && attempt < MAX_ATTEMPTS && !isCreation(request));
  }

  private static boolean isCreation(SdkRestCalls.Request request) {
    return request.operation().startsWith("Create");
  }

  /// Returns the items of all pages of a list.
  ///
  /// @param member the member of the answer that contains the items
  public List<Json.Obj> pages(
      CallFamily family, String region, String operation, String path, String member) {
    var items = new ArrayList<Json.Obj>();
    var seen = new HashSet<String>();
    var token = Optional.<String>empty();
    do {
      var query = token.map(text -> Map.of("nextToken", text)).orElse(Map.of());
      var page =
          call(
              family,
              region,
              new SdkRestCalls.Request(operation, "GET", path, query, Optional.empty()));
      objects(page, member).forEach(items::add);
      token = page.text("nextToken").filter(text -> !text.isEmpty());
      if (token.isPresent() && !seen.add(token.get())) {
        throw ProblemException.unreachable(
            "repeated-page-token",
            SERVICE + " returned the same page token twice",
            "check any proxy");
      }
    } while (token.isPresent());
    return items;
  }

  /// Returns the objects in an array that an answer must have.
  ///
  /// @throws ProblemException unreachable, if it is missing
  public static Stream<Json.Obj> objects(Json.Obj answer, String member) {
    if (answer.get(member).orElse(null) instanceof Json.Arr(var items)) {
      return items.stream().map(item -> item instanceof Json.Obj object ? object : Json.object());
    }
    throw unusable();
  }

  /// Returns the object that an answer must have.
  ///
  /// @throws ProblemException unreachable, if it is missing
  public static Json.Obj object(Json.Obj answer, String member) {
    if (answer.get(member).orElse(null) instanceof Json.Obj object) {
      return object;
    }
    throw unusable();
  }

  /// Returns the text that an answer must have.
  ///
  /// @throws ProblemException unreachable, if it is missing
  public static String text(Json.Obj answer, String member) {
    return answer.text(member).orElseThrow(ManagementCalls::unusable);
  }

  /// Returns the problem of an answer that is not the service's.
  public static ProblemException unusable() {
    return new ProblemException(ServiceProblems.unusable(SERVICE));
  }
}
