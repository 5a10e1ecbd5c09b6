package io.spiffeaws.image;

import static java.util.stream.Collectors.partitioningBy;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.graalvm.nativeimage.ImageSingletons;
import org.graalvm.nativeimage.hosted.Feature;
import org.jspecify.annotations.Nullable;

/// Places the methods that short commands execute next to each other in the image's code. They are
/// one ninth of the code. In the builder's default order, class by class, nearly each page contains
/// one of them, and each accessed page costs time and memory.
///
/// `native/profile` records these methods. Methods that are new or renamed since then are placed
/// among the others.
///
/// The builder has an extension point for such an order but no option, so it is set through
/// reflection. If a builder does not have the extension point, the order does not change.
final class SideBySideFeature implements Feature {
  private static final String LAYOUTER = "com.oracle.svm.hosted.code.CodeSectionLayouter";
  private static final String SINGLETONS =
      "com.oracle.svm.hosted.ImageSingletonsSupportImpl$HostedManagement";
  private static final String IMAGE = "com.oracle.svm.hosted.image.NativeImage";
  private static final String METHOD = "jdk.vm.ci.meta.ResolvedJavaMethod";

  @Override
  public void beforeCompilation(BeforeCompilationAccess access) {
    try {
      var place = Class.forName(LAYOUTER);
      if (ImageSingletons.contains(place)) {
        put(place, new Order(ImageSingletons.lookup(place)));
      }
    } catch (ReflectiveOperationException | InaccessibleObjectException anotherBuilder) {
      System.out.println("methods are in the builder's default order: " + anotherBuilder);
    }
  }

  @SuppressWarnings("unchecked")
  private static void put(Class<?> place, InvocationHandler order)
      throws ReflectiveOperationException {
    var singletons = Class.forName(SINGLETONS);
    var objects = singletons.getDeclaredField("configObjects");
    objects.setAccessible(true);
    ((Map<Class<?>, Object>) objects.get(singletons.getMethod("get").invoke(null)))
        .put(place, Proxy.newProxyInstance(place.getClassLoader(), new Class<?>[] {place}, order));
  }

  /// The builder's own order, except that the recorded methods come first.
  private static final class Order implements InvocationHandler {
    private final Object builders;
    private final Method symbol;
    private final Set<String> together = ProfiledNames.names("short-commands.txt");

    Order(Object builders) throws ReflectiveOperationException {
      this.builders = builders;
      symbol = Class.forName(IMAGE).getMethod("localSymbolNameForMethod", Class.forName(METHOD));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      var answer = method.invoke(builders, arguments);
      return answer instanceof List<?> methods ? ordered(methods) : answer;
    }

    private List<?> ordered(List<?> methods) {
      var parts = methods.stream().collect(partitioningBy(this::isTogether));
      var first = Objects.requireNonNull(parts.get(true));
      System.out.println(first.size() + " methods of short commands are placed first");
      return Stream.concat(first.stream(), Objects.requireNonNull(parts.get(false)).stream())
          .toList();
    }

    private boolean isTogether(Object method) {
      try {
        return together.contains(symbol.invoke(null, method));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
