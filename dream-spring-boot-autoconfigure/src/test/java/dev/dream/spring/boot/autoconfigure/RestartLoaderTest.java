package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What Spring Boot's DevTools do at a restart: the engine's classes and the application's come from
 * a class loader of their own, which is thrown away with the context.
 */
class RestartLoaderTest {

  /** Runs an application in the loader that has loaded this class. */
  public static final class Application implements Runnable {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(DreamAutoConfiguration.class)
    static class Counting {

      @Bean
      ChildSpec<Counter> counter() {
        return ChildSpec.worker(Counter::new);
      }
    }

    @Override
    public void run() {
      SpringApplication application = new SpringApplication(Counting.class);
      application.setWebApplicationType(WebApplicationType.NONE);
      application.setRegisterShutdownHook(false);
      try (var context = application.run("--logging.register-shutdown-hook=false")) {
        Dream dream = context.getBean(Dream.class);
        ServerRef<Counter> counter = dream.ref("counter");
        counter.call(new Counter.Add(1));
        counter.cast(new Counter.Crash());
        Awaitility.await().until(() -> dream.crashes().counts().kept() == 1);
      }
    }
  }

  /** Loads what the project has made itself, and leaves all else to the loader above. */
  private static final class RestartLoader extends URLClassLoader {

    RestartLoader(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.dream.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  private static URL[] ownClasses() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.contains("dream-") || entry.endsWith("classes")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }

  /** Ends with an error if the loader, and with it what it has loaded, cannot be collected. */
  public static final class Restart {

    private Restart() {}

    public static void main(String[] arguments) throws Exception {
      WeakReference<ClassLoader> loader = runInLoaderOfItsOwn();
      for (int i = 0; i < 100 && loader.get() != null; i++) {
        System.gc();
        Thread.sleep(20);
      }
      if (loader.get() != null) {
        throw new IllegalStateException("something keeps " + loader.get());
      }
    }

    private static WeakReference<ClassLoader> runInLoaderOfItsOwn() throws Exception {
      ClassLoader loader = new RestartLoader(ownClasses(), Restart.class.getClassLoader());
      Class<?> application = loader.loadClass(Application.class.getName());
      if (application == Application.class) {
        throw new IllegalStateException("not loaded by " + loader);
      }
      var task = new FutureTask<>((Runnable) application.getConstructor().newInstance(), null);
      Thread main = new Thread(task, "restartedMain");
      main.setContextClassLoader(loader);
      main.start();
      task.get();
      main.join();
      return new WeakReference<>(loader);
    }
  }

  /** In a JVM that keeps nothing softly, as Spring's caches of classes would for long. */
  @Test
  void nothingOfAClosedContextKeepsItsClasses(@TempDir Path directory) throws Exception {
    Path output = directory.resolve("output");
    Process restart =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-cp",
                System.getProperty("java.class.path"),
                Restart.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(restart.waitFor()).as(() -> content(output)).isZero();
    assertThat(output).content().contains("crashed on demand");
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
