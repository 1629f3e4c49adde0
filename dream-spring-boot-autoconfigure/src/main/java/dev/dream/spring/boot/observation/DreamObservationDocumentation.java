package dev.dream.spring.boot.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** What is observed. */
public enum DreamObservationDocumentation implements ObservationDocumentation {

  /** A call, from its start to the answer, on the client's side. */
  CALL {
    @Override
    public Class<? extends ObservationConvention<? extends Observation.Context>>
        getDefaultConvention() {
      return DreamObservationConvention.OfCall.class;
    }
  },

  /** A cast that is part of a trace, until it has been sent. */
  CAST {
    @Override
    public Class<? extends ObservationConvention<? extends Observation.Context>>
        getDefaultConvention() {
      return DreamObservationConvention.OfCast.class;
    }
  },

  /** A message that is part of a trace, as long as its server's callback runs. */
  PROCESS {
    @Override
    public Class<? extends ObservationConvention<? extends Observation.Context>>
        getDefaultConvention() {
      return DreamObservationConvention.OfProcess.class;
    }
  };

  @Override
  public KeyName[] getLowCardinalityKeyNames() {
    return LowCardinality.values();
  }

  @Override
  public KeyName[] getHighCardinalityKeyNames() {
    return HighCardinality.values();
  }

  @Override
  public String getPrefix() {
    return "dream";
  }

  /** Keys with few values, which meters have too. */
  public enum LowCardinality implements KeyName {

    /** What kind of process the server is, or {@code none} if there is none. */
    MODULE {
      @Override
      public String asString() {
        return "dream.module";
      }
    },

    /** What is done with the message: {@code call}, {@code cast} or {@code info}. */
    KIND {
      @Override
      public String asString() {
        return "dream.kind";
      }
    },

    /** The message's type, or the method of a service. */
    MESSAGE {
      @Override
      public String asString() {
        return "dream.message";
      }
    },

    /** How it went; see {@link MessageContext#outcome}. */
    OUTCOME {
      @Override
      public String asString() {
        return "dream.outcome";
      }
    }
  }

  /** Keys with many values, which only traces have. */
  public enum HighCardinality implements KeyName {

    /** The server's name or pid. */
    SERVER {
      @Override
      public String asString() {
        return "dream.server";
      }
    }
  }
}
