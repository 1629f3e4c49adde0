package dev.dream.message.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.message.MessageCodecException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No class is asked for because bytes name it. */
class NoClassLoadingTest {

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final RecordingLoader loader = new RecordingLoader();

  /** Runs inside the loader. */
  public static final class Runs {

    private Runs() {}

    /** Makes the codec meet all kinds of messages and of failures, but no class's name. */
    public static void warmUp() {
      Samples.all().forEach(sample -> Samples.CODEC.decode(Samples.CODEC.encode(sample)));
      MalformedCorpus.families().entrySet().stream()
          .filter(family -> !family.getKey().equals("class"))
          .map(Map.Entry::getValue)
          .flatMap(Collection::stream)
          .forEach(Runs::decode);
    }

    /** Decodes what names classes. */
    public static void decodeClassNames() {
      MalformedCorpus.families().getOrDefault("class", List.of()).forEach(Runs::decode);
    }

    private static void decode(byte[] input) {
      try {
        Samples.CODEC.decode(input);
      } catch (MessageCodecException refused) {
        // As it should be; what was loaded meanwhile is what counts here.
      }
    }
  }

  @BeforeEach
  void useTheLoader() {
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterEach
  void useTheOldLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private void run(String method) throws ReflectiveOperationException {
    loader.loadClass(Runs.class.getName()).getMethod(method).invoke(null);
  }

  @Test
  void classesAreNotAskedForBecauseBytesNameThem() throws Exception {
    run("warmUp");
    assertThat(loader.takeAsked()).contains(JacksonMessageCodec.class.getName());

    run("decodeClassNames");

    Set<String> asked = loader.takeAsked();
    assertThat(asked).doesNotContain(Bait.class.getName());
    assertThat(asked).doesNotContainAnyElementsOf(MalformedCorpus.CLASS_NAMES);
  }

  @Test
  void theLoaderWouldSeeIt() {
    for (String name : List.of(Bait.class.getName(), "no.such.Thing")) {
      try {
        Class.forName(name, true, loader);
      } catch (ClassNotFoundException e) {
        // It was asked for nevertheless.
      }
    }
    assertThat(loader.takeAsked()).contains(Bait.class.getName(), "no.such.Thing");
  }
}
