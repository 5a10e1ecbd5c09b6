package io.spiffeaws.system;

import io.spiffeaws.fuzz.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The parsers of this package: files of `/proc` and `/etc`, each mutated by itself.
public final class SystemTargets {
  private static final String CONTAINER = "0123456789abcdef".repeat(4);
  private static final String STATUS = "proc/self/status";
  private static final Map<String, String> FILES =
      Map.of(
          STATUS,
          "Pid:\t42\nUid:\t0\t1000\t0\t0\nGid:\t5\t100\t5\t5\nGroups:\t4 27 \n",
          "proc/self/uid_map",
          "         0     100000      65536\n",
          "proc/self/cgroup",
          "0::/kubepods.slice/kubepods-pod1b9d6bcd_bbfd_4b2d_9b5d_ab8dfbbd4bed.slice/cri-"
              + CONTAINER
              + ".scope\n12:cpu:/user.slice\n",
          "proc/self/mountinfo",
          "1 2 0:3 / /etc/hosts rw - ext4 /var/lib/docker/containers/" + CONTAINER + "/hosts rw\n",
          "etc/passwd",
          "root:x:0:0::/:/bin/sh\nalice:x:101000:100::/:/bin/sh\n",
          "var/run/secrets/kubernetes.io/serviceaccount/namespace",
          "prod");

  private SystemTargets() {}

  public static List<Target> all() {
    return FILES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(file -> target(file.getKey(), file.getValue()))
        .toList();
  }

  private static Target target(String name, String content) {
    var root = root();
    FILES.forEach((each, text) -> {
      if (each.equals(STATUS) || each.equals(name)) {
        write(root, each, text.getBytes(StandardCharsets.ISO_8859_1));
      }
    });
    var caller = new ProcCaller(root);
    return Target.bytes(
        "/" + name.replaceFirst("^var/.*/", ".../"),
        bytes -> {
          write(root, name, bytes);
          caller.read();
        },
        content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Path root() {
    try {
      var root = Files.createTempDirectory("fuzz");
      root.toFile().deleteOnExit();
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path root, String name, byte[] content) {
    try {
      var file = root.resolve(name);
      if (!Files.exists(file)) {
        for (var at = 1; at < Path.of(name).getNameCount(); at++) {
          var directory = root.resolve(Path.of(name).subpath(0, at));
          Files.createDirectories(directory);
          directory.toFile().deleteOnExit();
        }
        file.toFile().deleteOnExit();
      }
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
