package io.spiffeaws.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The attributes of this process that a SPIFFE agent on the same machine can see. Attributes that
/// are unknown are absent.
///
/// @param pid the process ID, as this process sees it: in a container, the agent sees another one
/// @param user the effective user
/// @param group the effective group
/// @param supplementary the supplementary groups; empty also if they are unknown
/// @param executable the program of the process, for a Java program that of the Java runtime
/// @param container the container that it runs in
public record Caller(
    OptionalLong pid,
    Optional<Account> user,
    Optional<Account> group,
    List<Account> supplementary,
    Optional<Path> executable,
    Container container) {
  /// The caller on a system that provides no attributes.
  public static final Caller UNKNOWN =
      new Caller(
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Container.UNKNOWN);

  public Caller {
    supplementary = List.copyOf(supplementary);
  }

  /// The container of a process.
  ///
  /// @param host whether the process is known to run in no container
  /// @param id the container's ID, 64 hexadecimal digits
  /// @param podUid the UID of its Kubernetes pod
  /// @param namespace the Kubernetes namespace of the pod
  public record Container(
      boolean host, Optional<String> id, Optional<String> podUid, Optional<String> namespace) {
    /// The container of a process of which nothing is known, which may also run in none.
    public static final Container UNKNOWN =
        new Container(false, Optional.empty(), Optional.empty(), Optional.empty());

    /// Returns whether the process is known to run in a container.
    public boolean known() {
      return id.isPresent() || podUid.isPresent() || namespace.isPresent();
    }
  }
}
